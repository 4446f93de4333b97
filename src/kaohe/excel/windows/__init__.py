"""The add-in on office PCs: its installation and its doctor.

Everything that only Windows has (registry, COM, processes) is imported inside the functions that
need it, by name, so that this room can be type-checked, and mostly tested, on any system.
"""
