"""A program that answers COM as Excel does, in a process of its own under Windows' Python.

What it knows stands in the project's extract of Excel's type library: members, arguments, what can be assigned; all
else is refused as Excel refuses it.  How it behaves is the test engine's (tests/excel/engine): what is new here is the
way through pywin32, two processes, and VARIANTs.
"""
