"""The add-in on office PCs: the bundle, its installation and its doctor.

Everything that only Windows has (registry, COM, processes) is imported inside the functions that
need it, so that the bundle can be made, and most of this room tested, on any system.
"""
