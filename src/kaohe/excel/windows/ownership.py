r"""Who may change the installation.

Every user of a PC may add files below ``C:\ProgramData``, and Excel runs what lies here.  So the
folder belongs to the user who installs (or to the administrators) and nobody else may write; one
that somebody else prepared is not used.
"""

from __future__ import annotations

import stat
from importlib import import_module
from pathlib import Path

_ADMINISTRATORS, _SYSTEM, _USERS = "S-1-5-32-544", "S-1-5-18", "S-1-5-32-545"


def owner_is_trusted(folder: Path) -> bool:
    """Say whether a folder, and no link to one, belongs to this user, to the administrators or to Windows itself."""
    return not _is_link(folder) and _owner(folder) in {_own_identity(), _ADMINISTRATORS, _SYSTEM}


def close_to_others(folder: Path) -> None:
    """Let only this user, the administrators and Windows change what is in a folder; all users may read."""
    ntsecuritycon, win32security = import_module("ntsecuritycon"), import_module("win32security")
    rights = win32security.ACL()
    revision = win32security.ACL_REVISION_DS
    inherited = win32security.OBJECT_INHERIT_ACE | win32security.CONTAINER_INHERIT_ACE
    reading = ntsecuritycon.FILE_GENERIC_READ | ntsecuritycon.FILE_GENERIC_EXECUTE
    for identity in (_own_identity(), _ADMINISTRATORS, _SYSTEM):
        rights.AddAccessAllowedAceEx(revision, inherited, ntsecuritycon.FILE_ALL_ACCESS, _sid(identity))
    rights.AddAccessAllowedAceEx(revision, inherited, reading, _sid(_USERS))
    win32security.SetNamedSecurityInfo(
        str(folder),
        win32security.SE_FILE_OBJECT,
        win32security.DACL_SECURITY_INFORMATION | win32security.PROTECTED_DACL_SECURITY_INFORMATION,
        None,
        None,
        rights,
        None,
    )


def may_write(folder: Path) -> bool:
    """Say whether this user may add files to a folder."""
    probe = folder / ".kaohe-probe"
    try:
        probe.write_bytes(b"")
        probe.unlink()
    except OSError:
        return False
    return True


def _sid(identity: str) -> object:
    return import_module("win32security").ConvertStringSidToSid(identity)


def _is_link(folder: Path) -> bool:
    attributes: int = getattr(folder.lstat(), "st_file_attributes", 0)  # Windows only
    return bool(attributes & stat.FILE_ATTRIBUTE_REPARSE_POINT)


def _owner(folder: Path) -> str:
    win32security = import_module("win32security")
    security = win32security.GetFileSecurity(str(folder), win32security.OWNER_SECURITY_INFORMATION)
    return str(win32security.ConvertSidToStringSid(security.GetSecurityDescriptorOwner()))


def _own_identity() -> str:
    win32security = import_module("win32security")
    token = win32security.OpenProcessToken(import_module("win32api").GetCurrentProcess(), win32security.TOKEN_QUERY)
    return str(
        win32security.ConvertSidToStringSid(win32security.GetTokenInformation(token, win32security.TokenUser)[0])
    )
