"""The add-in on office PCs: the bundle, its installation and its doctor.

Everything that only Windows has (registry, COM, processes) is imported inside the functions that
need it, by name, so that the bundle can be made, and this room type-checked and mostly tested, on
any system.
"""
