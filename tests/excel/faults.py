"""Commands in an Excel that turns calls down: at each single call, in several ways, and what came of it.

``python -m tests.excel.faults`` prints the figures.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.excel.desk import Desk
from tests.excel.engine.counter import calls
from tests.excel.tables import office, small

from kaohe.excel.server import ribbon

#: How often a call is turned down in a row, and whether it has taken effect all the same.
WAYS = {
    "once": (1, False),
    "twice in a row": (2, False),
    "once, after it took effect": (1, True),
    "eight times in a row": (8, False),
}


@dataclass(frozen=True, slots=True)
class Scene:
    """A command with what is clicked before; ``edits`` says that a reason is changed after the first click."""

    command: str
    arguments: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    edits: bool = False
    setting: Callable[[Path], Path] = small


def _own_formulas(folder: Path) -> Path:
    return office(folder / "own.xlsx", [1, "甲镇", "迟到，扣0.1分", "=100-0.1", None], [2, "乙镇", "无", 100, 1])


SCENES = {
    "重新计算": Scene("recalculate"),
    "重新计算，第二次": Scene("recalculate", before=("recalculate", "make_statistics"), answers=("yes",), edits=True),
    "核对原因": Scene("check_reasons"),
    "核对原因，第二次": Scene("check_reasons", before=("check_reasons",), edits=True),
    "清除标记": Scene("clear_marks", before=("check_reasons",)),
    "固化为数值": Scene("freeze_values", setting=_own_formulas),
    "插入标准原因": Scene("insert_reason", ("A05",)),
    "采用标准表述": Scene("adopt_wording", answers=("yes",)),
    "记为别名": Scene("remember_alias", answers=("yes",)),
    "标为已核实": Scene("mark_verified", answers=("yes",)),
    "上报表": Scene("make_form"),
    "上报表，第二次": Scene("make_form", before=("make_form",), edits=True),
    "统计": Scene("make_statistics"),
    "撤销重新计算": Scene("undo_last", before=("recalculate",)),
    "撤销上报表": Scene("undo_last", before=("make_form", "make_form"), edits=True),
    "撤销核对原因": Scene("undo_last", before=("check_reasons", "check_reasons"), edits=True),
}


class _Trouble:
    """Raises at the ``at``-th call of the object model and at the next ones."""

    def __init__(self, at: int, times: int) -> None:
        self._left, self._times = at, times

    def __call__(self, member: str) -> None:
        self._left -= 1
        if -self._times < self._left <= 0:
            raise RuntimeError(f"Excel 在 {member} 出错")


def positions(path: Path, scene: Scene) -> int:
    """Return how many calls a command makes."""
    desk, seen = _set(path, scene)
    count = 0

    def note(member: str) -> None:
        nonlocal count
        count += 1

    calls.before_each = note
    try:
        _run(desk, scene)
    finally:
        calls.let_pass()
    assert desk.sight() != seen, "it is to write"
    return count


def outcome(path: Path, scene: Scene, at: int, way: str) -> str:
    """Break a command at one call; return what came of it, checked.

    Raises:
        AssertionError: The workbook is neither done, nor as before, nor what the person was told.
    """
    desk, before = _set(path, scene)
    state = desk.state()
    undoes = scene.command == "undo_last"
    times, after = WAYS[way]
    desk.app._answers = [*scene.answers]
    desk.app._boxes[:] = []
    setattr(calls, "after_each" if after else "before_each", _Trouble(at, times))
    said = ""
    try:
        said = _run(desk, scene)
    except RuntimeError:
        if desk.sight() == before:
            return "told by Excel's side, as before"
        assert not desk.boxes, desk.boxes
        assert _finished(desk, before, undoes)
        return "told by Excel's side, can be taken back"
    finally:
        calls.let_pass()
    boxes = "\n".join(desk.boxes)
    if "未能还原" in boxes or "只撤销了一部分" in boxes:
        assert _finished(desk, before, undoes), boxes
        return "told what stayed, taken back by another click"
    if said:
        desk.app._boxes[:] = []
        assert undoes or _finished(desk, before, undoes), desk.boxes
        result = "done"
    else:
        assert desk.boxes, "nothing was said"
        assert desk.sight() == before, boxes
        result = "told, as before"
    if "未能恢复原样" not in boxes:
        assert _kept(desk) == _kept_of(state)
    return result


def _kept(desk: Desk) -> dict[str, Any]:
    return _kept_of(desk.state())


def _kept_of(state: dict[str, Any]) -> dict[str, Any]:
    """Return what of Excel's state only Kaohe sets back: the key that breaks macros off Excel does, as soon as it is idle."""
    return {name: value for name, value in state.items() if name not in {"sheet", "cancel_key"}}


def _finished(desk: Desk, before: dict[str, Any], undoes: bool) -> bool:
    """Click 撤销 without trouble: what was before the command is there again; an undo itself is finished."""
    desk.app._answers, desk.app._boxes[:] = ["yes"] * 3, []
    said = ribbon.undo_last()[0][0]
    return bool(said) if undoes else desk.sight() == before


def _set(path: Path, scene: Scene) -> tuple[Desk, dict[str, Any]]:
    desk = Desk(path)
    desk.select("考核表", "$C$2")
    for command in scene.before:
        desk.app._answers = ["yes"] * 3
        getattr(ribbon, command)()
        if scene.edits and command == scene.before[0]:
            desk.type("考核表", "C3", "会议迟到，扣3分；漏报材料")
    desk.app._answers = [*scene.answers]
    return desk, desk.sight()


def _run(desk: Desk, scene: Scene) -> str:
    said: str = getattr(ribbon, scene.command)(*scene.arguments)[0][0]
    return said


def tally(name: str, way: str, every: int = 1) -> Counter[str]:
    """Break a scene at each (or each ``every``-th) of its calls; return how often what came of it."""
    scene = SCENES[name]
    with TemporaryDirectory() as folder:
        path = scene.setting(Path(folder))
        return Counter(outcome(path, scene, at, way) for at in range(1, positions(path, scene) + 1, every))


def _print(names: Iterable[str]) -> None:
    total: Counter[str] = Counter()
    for name in names:
        for way in WAYS:
            found = tally(name, way)
            total += found
            print(
                f"{name}｜{way}｜" + "｜".join(f"{what} {count}" for what, count in sorted(found.items())), flush=True
            )
    print(f"all {total.total()}: " + ", ".join(f"{what} {count}" for what, count in total.most_common()))


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    _print(SCENES)
