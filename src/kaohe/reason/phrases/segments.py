"""Where one entry of a reason text ends and the next begins: separators, list marks, brackets."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from kaohe.core.patterns import compile_on_use
from kaohe.core.records import dataclass, field
from kaohe.reason.phrases.lexicon import MEASURE
from kaohe.reason.phrases.phrase import Kind, Phrase
from kaohe.reason.text.script import Script

_CIRCLED = "\u2460-\u2473\u2474-\u249b\u24ea-\u24ff\u2776-\u2793\u3220-\u3229"
#: Marks of lists, by style.  1.5月份 is the mark 1. and the month; 1.5万元 is a figure.
_MARK = compile_on_use(
    rf"(?P<circled>[{_CIRCLED}][、.:]?)"
    r"|(?P<bracketed>[(\[](?:[0-9]{1,2}|[一二三四五六七八九十]{1,3}|[a-h])[)\]][、.:]?)"
    r"|(?P<closed>(?:[0-9]{1,2}|[a-h])\)[、.]?)"
    r"|(?P<comma>[0-9]{1,2}、(?![0-9]))"
    r"|(?P<dotted>[0-9]{1,2}\.(?:(?![0-9 ])| ?(?=[0-9]{1,4}(?:月|日|号|户|人|次|件|名|个(?!百|月)|起|处|"
    r"项|周|季|村|组|批|位|家)|[0-9]{4}年)))"
    r"|(?P<chinese>(?:[二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九])[、.](?![0-9一二三四五六七八九十]))"
    r"|(?P<loose>[0-9]{1,2}[,:\-](?![0-9])|[\u2160-\u217b][、.]?)"
    r"|(?P<outline>[1-9][0-9]?\.[1-9][0-9]?(?:\.[1-9][0-9]?)?(?![0-9.%分]))"
    r"|(?P<word>(?:[一二三四五六七八九十]是|[第其][一二三四五六七八九十][,、:](?!第)|(?:首先|其次|再次|最后)[,:])[,:]?)"
    r"|(?P<letter>[a-h][、.:](?![0-9]))"
    r"|(?P<bullet>(?:[·●◆■□○◇▪►▶※☆★✓✔√*>]|-(?![0-9])|#{1,3})+)"
    r"|(?P<code>[a-z]{2,4}[0-9]{3,9}(?![0-9a-z.分]))"
)
#: What a mark of a list may begin with; a glance at it spares the rest.
_MARK_START = compile_on_use(rf"[{_CIRCLED}\u2160-\u217b(\[0-9a-z一二三四五六七八九十第其首再最·●◆■□○◇▪►▶※☆★✓✔√*>#\-]")
_BARE_MARK = compile_on_use(rf"[0-9]{{1,2}}(?![0-9.、)%])(?!{MEASURE}|分)")
#: 4 of a column of figures that a paste glued to the next sentence.
_STRAY = compile_on_use(r"[0-9]{1,2}(?=[未不没无缺])")
_STOPS = compile_on_use(r"[;。\n!()\[\]]|(?<![0-9a-z一二三四五六七八九十.])\.(?![0-9.])")
#: A list mark right before points that stand before their reason: …②扣0.2分：….
_MARK_BEFORE = compile_on_use(rf"(?:[{_CIRCLED}]|\([0-9]{{1,2}}\)|(?<![0-9.])[0-9]{{1,2}}[、.)])\Z")
#: 存在问题：1.…: what stands before the colon only introduces the list.
_INTRODUCTION = compile_on_use(r"[^;。\n()]{1,40}?(?<![0-9]):")
#: The style of such a stray figure.
STRAY = "stray"
_BRACKETS = compile_on_use(r"[()\[\]]")
_SPACE = frozenset(",、 ")
#: Only these may begin an entry right after a comma inside a sentence.
_INLINE = frozenset(("word", "circled"))


@dataclass(slots=True)
class Segment:
    """One entry: ``plain[start:end]``, after its list marks and without its separator.

    ``lead`` is the separator before it (empty at the start of the text), ``mark`` the
    style of its list mark, ``sign`` what a heading such as 扣分项： says of its figures.
    ``label`` tells that such a heading follows, so that the entry only names it.
    """

    start: int
    end: int
    lead: str
    mark: str | None = None
    sign: int | None = None
    label: bool = False
    phrases: list[Phrase] = field(default_factory=list)


def divide(script: Script, phrases: Sequence[Phrase], sign: int = 0) -> list[Segment]:
    """Return the entries of the text in order; ``sign`` is that of the column, 0 for none."""
    segments: list[Segment] = []
    rest, start, lead = 0, 0, ""
    for stop, separator in _cuts(script.plain, phrases):
        if stop < start:
            continue
        inside = rest
        while rest < len(phrases) and phrases[rest].start < stop:
            rest += 1
        for segment in _entries(script, start, stop, lead, phrases[inside:rest]):
            sign = sign if segment.sign is None else segment.sign
            segment.sign = sign
            segments.append(segment)
        start, lead = stop + len(separator), separator
    return segments


def _cuts(plain: str, phrases: Sequence[Phrase]) -> Iterator[tuple[int, str]]:
    """Yield the places of separators that divide entries, and the end of the text."""
    starts = [phrase.start for phrase in phrases]
    closers = _closers(plain)
    open_until: list[tuple[int, bool]] = []
    for stop in _STOPS.finditer(plain):
        place, char = stop.start(), stop[0]
        while open_until and place >= open_until[-1][0]:
            open_until.pop()
        if place in closers:
            end = closers[place]
            first = bisect_left(starts, place)
            open_until.append((end, first < len(starts) and starts[first] < end))
        elif char in ";。\n!." and not (open_until and not open_until[-1][1]) and not _within(phrases, starts, place):
            yield place, char
    yield len(plain), ""


def _within(phrases: Sequence[Phrase], starts: Sequence[int], place: int) -> bool:
    """Tell whether ``place`` lies inside a phrase (扣0。1分)."""
    before = bisect_left(starts, place) - 1
    return before >= 0 and phrases[before].end > place


def _closers(plain: str) -> dict[int, int]:
    """Map every opening bracket to its closing one; unmatched ones are left out."""
    pairs: dict[int, int] = {}
    stack: list[int] = []
    for bracket in _BRACKETS.finditer(plain):
        if bracket[0] in "([":
            stack.append(bracket.start())
        elif stack:
            pairs[stack.pop()] = bracket.start()
    return pairs


def _entries(script: Script, start: int, stop: int, lead: str, phrases: Sequence[Phrase]) -> Iterator[Segment]:
    """Yield the entries between two separators: headings and list marks inside begin further ones."""
    segment = _begin(script, start, stop, lead, phrases)
    for number, phrase in enumerate(phrases):
        place, mark = phrase.end, None
        before = (
            _MARK_BEFORE.search(script.plain, max(segment.start, phrase.start - 5), phrase.start)
            if segment.phrases
            else None
        )
        if before is not None:
            segment.end = before.start()
            yield segment
            segment = _begin(script, before.start(), stop, "mark", [phrase])
        if phrase.kind is Kind.HEADING:
            segment.end, segment.label = phrase.start, not segment.phrases
        else:
            segment.phrases.append(phrase)
            place, mark = _next_mark(script, phrase, stop)
            segment.end = place if mark else stop
        if segment.end < stop:
            yield segment
            segment = _begin(script, place, stop, "mark" if mark else ":", phrases[number + 1 :][:1])
            segment.sign = phrase.sign if phrase.kind is Kind.HEADING else None
    yield segment


def _begin(script: Script, start: int, stop: int, lead: str, phrases: Sequence[Phrase]) -> Segment:
    """Return a segment that starts after its list marks (4、（2）…)."""
    first = phrases[0].start if phrases else stop
    segment = Segment(start, stop, lead)
    for _ in range(3):
        mark = _mark_at(script, segment.start, stop) if segment.start != first else None
        if mark is None:
            break
        segment.start, segment.mark = mark
    introduced = script.plain.find(":", segment.start, first) >= 0
    introduction = _INTRODUCTION.match(script.plain, segment.start, first) if introduced else None
    mark = _mark_at(script, introduction.end(), first) if introduction else None
    if mark is not None:
        segment.start, segment.mark = mark
    return segment


def _mark_at(script: Script, place: int, stop: int) -> tuple[int, str] | None:
    plain = script.plain
    while place < stop and plain[place] in _SPACE:
        place += 1
    if _MARK_START.match(plain, place, stop) is None:
        return None
    mark = _MARK.match(plain, place, stop)
    if mark is not None and (mark.lastgroup != "outline" or mark.end() in script.gaps):
        return mark.end(), mark.lastgroup or ""
    for pattern in (_BARE_MARK, _STRAY):
        bare = pattern.match(plain, place, stop)
        # A number with nothing behind it marks nothing: it may be points, and is asked about.
        if bare is not None and bare.end() < stop and (pattern is _STRAY or bare.end() in script.gaps):
            return bare.end(), STRAY if pattern is _STRAY else "bare"
    return None


def _next_mark(script: Script, phrase: Phrase, stop: int) -> tuple[int, str | None]:
    """Return where a list mark follows a phrase (扣0.3分②…), or no mark."""
    plain, place = script.plain, phrase.end
    while place < stop and plain[place] in ",、)] ":
        place += 1
    found = _mark_at(script, place, stop)
    if found is None or not _begins_entry(script, phrase, place, found[1]):
        return place, None
    return place, found[1]


def _begins_entry(script: Script, phrase: Phrase, place: int, mark: str) -> bool:
    """Tell whether what looks like a list mark behind a phrase is one: a figure without verb rather goes on."""
    if phrase.kind is Kind.BARE:
        return mark == "circled"
    needs_gap = mark in ("bare", "outline") or script.plain[place] in "-*>"
    return not needs_gap or place in script.gaps
