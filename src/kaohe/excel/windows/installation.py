"""Install, update and uninstall, by the bundle's own interpreter and for the current user."""

from __future__ import annotations

import os
from pathlib import Path

from kaohe.core.problem import FileProblem
from kaohe.excel.windows import messages, ownership, processes, registration, shortcuts, tree
from kaohe.excel.windows.manifest import Manifest, read_manifest
from kaohe.excel.windows.place import MANIFEST, PYTHON, ROOT, UNINSTALL, Place, installed_place, running_place
from kaohe.excel.windows.transfer import Report, transfer


def install(report: Report) -> Manifest:
    """Install or update from the bundle whose interpreter runs this; settings and logs stay.

    Returns:
        What was installed.

    Raises:
        FileProblem: This is no whole bundle, Excel is open, the place is somebody else's, or a newer
            version is installed.  What was installed before still works.
    """
    source, target = running_place(), installed_place()
    manifest = _require_bundle(source)
    if source.root != target.root:
        shortcuts.make_in(source.root)
    require_excel_closed()
    if source.root != target.root and not _is_administrators_copy(target, manifest):
        _require_no_newer(target, manifest)
        _require_own(target)
        _end_servers()
        transfer(source, target, manifest, report)
    report(messages.REGISTERING)
    registration.register(manifest.version)
    shortcuts.make()
    return manifest


def uninstall() -> str:
    """Take everything back: registry, log, files.

    Files that are not Kaohe's stay, and so do those that an administrator installed for all users.
    Where the interpreter that runs this is the installed one, its own folder is left to
    uninstall.cmd, which sees by the missing manifest that it is to go.

    Returns:
        What was done, as a sentence.

    Raises:
        FileProblem: Excel is open, or a file stays in use.
    """
    require_excel_closed()
    root = installed_place().root
    registration.unregister()
    shortcuts.remove()
    if running_place().root != root:
        shortcuts.remove_from(running_place().root)
    tree.remove(user_folder())
    if not root.exists():
        return messages.UNINSTALLED
    if not _is_ours(root):
        return messages.UNREGISTERED.format(folder=root)
    _end_servers()
    return _remove_files(root)


def user_folder() -> Path:
    """Return the user's own folder with the log; the function server writes there."""
    return Path(os.environ["LOCALAPPDATA"]) / "Kaohe"


def require_excel_closed() -> None:
    """Stop when Excel is open: its files are in use, and it would write its own settings when it closes."""
    if any(map(processes.is_excel, processes.running_programs())):
        raise FileProblem(messages.EXCEL_OPEN)


def _require_bundle(source: Place) -> Manifest:
    manifest = read_manifest(source.manifest)
    if manifest is None:
        raise FileProblem(messages.NO_BUNDLE.format(folder=source.root))
    return manifest


def _is_administrators_copy(target: Place, manifest: Manifest) -> bool:
    """Say whether an administrator has put the same files there for all users already."""
    if not target.root.exists() or ownership.may_write(target.root):
        return False
    return ownership.owner_is_trusted(target.root) and read_manifest(target.manifest) == manifest


def _require_no_newer(target: Place, manifest: Manifest) -> None:
    present = read_manifest(target.manifest)
    if present and _numbers(present.version) > _numbers(manifest.version):
        raise FileProblem(messages.NEWER_INSTALLED.format(present=present.version, offered=manifest.version))


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in version.split(".") if part.isdigit())


def _require_own(target: Place) -> None:
    target.root.mkdir(parents=True, exist_ok=True)
    if not _is_ours(target.root):
        raise FileProblem(messages.NOT_OURS.format(folder=target.root))
    ownership.close_to_others(target.root)


def _end_servers() -> None:
    """End function servers that outlived Excel; Excel itself is closed."""
    here = os.getpid()
    for program in processes.running_programs():
        if processes.lives_in(program, ROOT / PYTHON) and program.number != here:
            processes.end_program(program)


def _remove_files(root: Path) -> str:
    manifest = read_manifest(root / MANIFEST) or read_manifest(running_place().manifest)
    tree.remove(root / MANIFEST)  # from here on it is no installation any more, whatever stays in use
    running = {PYTHON, UNINSTALL} if running_place().root == root else set()
    ours = (manifest.top_names if manifest else {PYTHON}) | {tree.NEW, tree.OLD}
    for name in ours - running:
        tree.remove(root / name)
    left = {path.name for path in root.iterdir()}
    if left - running:
        return messages.FOREIGN_FILES.format(folder=root)
    if not left:
        root.rmdir()
    return messages.UNINSTALLED


def _is_ours(root: Path) -> bool:
    return ownership.owner_is_trusted(root) and ownership.may_write(root)
