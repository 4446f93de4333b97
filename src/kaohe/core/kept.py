"""Nothing: in the place of this module's bytecode :mod:`kaohe.core.prepared` keeps what it makes.

Whatever takes Kaohe away again, such as ``pip uninstall``, takes each module's bytecode along, and no other file that was
not there from the beginning.
"""
