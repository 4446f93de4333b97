r"""Where the add-in lives on an office PC, and how its function server is started.

``C:\ProgramData\Kaohe`` and not a folder of the user: the library that starts Python takes paths in
the PC's code page only, and the profile folder of 张三 is C:\Users\张三.  It needs no administrator
either.  Its weakness, that every user may add files below ``C:\ProgramData``, is what
`kaohe.excel.windows.ownership` is for.

The VBA bridge knows the same place and the same start line as constants; a test compares them.
"""

from __future__ import annotations

import sys
from pathlib import Path, PureWindowsPath

from kaohe.core.records import dataclass

ROOT = PureWindowsPath(r"C:\ProgramData\Kaohe")
PYTHON = "python"
ADDIN = "kaohe.xlam"
#: The template with the code inside, for offices whose policy keeps add-ins out.
WORKBOOK = "kaohe.xlsm"
TEMPLATE = "template.xlsx"
LICENSES = "LICENSES.txt"
#: The guide for staff, and the page for who installs.
GUIDE, INSTALLING = "guide.html", "install.html"
#: What to try on the first PC of an office.
FIRST = "first.html"
MANIFEST = "manifest.json"
INSTALL, UNINSTALL, DOCTOR = "install.cmd", "uninstall.cmd", "doctor.cmd"
#: The command line, for closed files.
COMMAND_LINE = "kaohe.cmd"

#: Folder of the packages, from the root.
PACKAGES = f"{PYTHON}/Lib/site-packages"

#: The version of xlwings stands in the library's name; the bridge, the package and the file must agree.
XLWINGS = "0.37.8"
LIBRARY = f"xlwings64-{XLWINGS}.dll"
#: The same for 32-bit Excel, which loads no other; the Python that it starts is the one 64-bit Python.
LIBRARY_32 = f"xlwings32-{XLWINGS}.dll"

#: ``$(CLSID)`` is replaced by the library, by a new class identifier for each start.
START_LINE = (
    f'"{ROOT / PYTHON / "pythonw.exe"}" -I -B -c "from kaohe.excel.server.serving import serve; serve(\'$(CLSID)\')"'
)


@dataclass(frozen=True, slots=True)
class Place:
    """The folder of an installation or of an unpacked bundle: both hold the same files."""

    root: Path

    @property
    def python(self) -> Path:
        """The folder of the interpreter."""
        return self.root / PYTHON

    @property
    def packages(self) -> Path:
        """The folder of the packages."""
        return self.root / PACKAGES

    @property
    def addin(self) -> Path:
        """The add-in."""
        return self.root / ADDIN

    @property
    def library(self) -> Path:
        """The library that starts Python from VBA."""
        return self.python / LIBRARY

    @property
    def manifest(self) -> Path:
        """The list of files; without it, a folder is no installation."""
        return self.root / MANIFEST


def installed_place() -> Place:
    """Return the place of the installation, whether or not there is one."""
    return Place(Path(str(ROOT)))


def running_place() -> Place:
    """Return the place whose interpreter runs this; it need not be a bundle's."""
    return Place(Path(sys.prefix).parent)
