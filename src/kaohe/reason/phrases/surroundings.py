"""What stands around points: which words of phrases.csv it holds, and what they do to the points."""

from __future__ import annotations

import re

from kaohe.core.patterns import compile_on_use
from kaohe.reason.model import Doubt
from kaohe.reason.phrasebook import BOOK, Effect, Slot, Word
from kaohe.reason.phrases.counts import is_somebody
from kaohe.reason.phrases.proceedings import gives_matter
from kaohe.reason.phrases.talk import speaks_in

#: What the words behind a figure leave open, the gravest first.
_BEHIND = {
    Effect.HOLD: Doubt.PENDING,
    Effect.REFUND: Doubt.TAKEN_BACK,
    Effect.CANCEL: Doubt.TAKEN_BACK,
    Effect.REPLACE: Doubt.REPLACED,
    Effect.FURTHER: Doubt.REPLACED,
    Effect.CONDITION: Doubt.CONDITION,
    Effect.PERIOD: Doubt.OTHER_PERIOD,
    Effect.DISCRETION: Doubt.DISCRETION,
    Effect.CAP: Doubt.CAP,
    Effect.ABOUT: Doubt.RANGE,
    Effect.ASK: Doubt.UNKNOWN_WORD,
}
_AROUND = _BEHIND | {Effect.RULE: Doubt.CONDITION}
_OTHERWISE = ("否则", "不然", "要不然")
_NORM = compile_on_use("应当?|须|必须|要|严禁|禁止|不得|不准|不能|做到|确保|每|负责")
_TERM = compile_on_use("限|整改|期内")
_CLAUSES = compile_on_use("[,;。:、()\n]+")
#: 减半, 折半执行: half of the points before, and nothing else.
_HALF = compile_on_use("(?:应|予以|按|现|可|故)?(?:减半|折半)(?:执行|扣分|计算|计分|处理|扣除|处罚|扣|计|后)?")
#: Longer remarks (in characters) are looked at only so far.
_FURTHEST = 400
#: A word of up to this many characters between a comma and 扣 is rather about the points than a reason.
_SHORT = 4
#: What a decision to take points back says.
_VERB = compile_on_use("撤|取消|免|不予|不扣|不计|不作|不做|作废|核销|冲销|注销|消分|销分|剔除|删|清零|豁免")
#: 标准：迟到扣0.5分
_HEADED = compile_on_use("(?:考核|评分|扣分|计分)?(?:标准|细则|规定|条款|规则|办法):")
#: 不整改再扣1分
_AGAIN = compile_on_use("(?:不|未|仍|逾期|到期|拒不|满|累计|达)[^,]{1,6}再次?[扣加减][0-9分]")
#: How a clause must begin that one of these may stand in; a glance at it spares the rest.
_GLANCE = compile_on_use(
    rf"(?:\A|[,;。:、()\n])(?:{BOOK.firsts(Slot.OPENING)}|[不未仍满达累逾到拒考评扣计标细规条办2])"
)
_OPENS = compile_on_use(rf"(?:\A|[,;。:、()\n]){BOOK.firsts(Slot.OPENING)}")
#: 2022年同类问题扣1分，今年再次出现，扣0.2分
_YEAR = compile_on_use("20[0-9]{2}年")
#: A character that no word which looks back holds.
_FOREIGN = compile_on_use(
    f"[^{re.escape(''.join(sorted({char for word in BOOK.words[Slot.LOOKING_BACK] for char in word})))}\\W]"
)
_REVIEWED = compile_on_use("后|现?经|再经|补|领导|考核[组办]|督查组|检查组|街道|上级|整改|申诉|复[查核议评检]|重新")
#: Between known words, these may still turn them: 以最终通报为准, 未通报.
_WEIGHING = compile_on_use("[未没不非误错定核免待拟或若如同含]")
_AGENT = "由被"
_SELVES = frozenset("就对此该本同这")
#: 此问题村里扣0.5分，镇里扣0.2分
_SAME_THING = compile_on_use("(?:[就对]?[此该本同这]一?(?:问题|事项|事|项|条|件|次|起),?)?")
_TO = ("对", "给", "由", "向")
_STUCK = compile_on_use(
    rf"(?:{BOOK.pattern(Slot.DEED)})(?P<word>(?![的者等一二两三四五六七八九十半合遂而])[\u4e00-\u9fff])\Z"
)
_NEAREST = 6
_AFTERWARDS = ("已", "后", "现", "系", "属", "归", "算", "挂", "记")
_BACK = compile_on_use(BOOK.pattern(Slot.LOOKING_BACK))
_NUMBERED = compile_on_use(
    "第?[0-9一二三四五六七八九十]{1,2}(?:、第?[0-9一二三四五六七八九十]{1,2})*(?<=[0-9一二三四五六七八九十])[项条点款则](?!规|措|制)|[前后末][0-9一二两三四五六]?[者项条个]|[上前]述|除[^,;。]{1,12}外"
)
_DONE = compile_on_use("[已曾](?:经|被)?[扣减加]")
_WORDY = compile_on_use("[\u4e00-\u9fff]+")
_UNCOVERED = 2
_LEAD = compile_on_use("\\A(?:已|后|现|经|被|应|可|均|也|并|而|但|由|予以|给予|决定)+")
_WITHIN = frozenset({Effect.LITERAL, Effect.KEPT, Effect.BODY, Effect.WHOM})
_ASIDE = frozenset({Effect.HOLD, Effect.CANCEL, Effect.REPLACE, Effect.REFUND, Effect.PERIOD})


def effects(words: str) -> set[Effect]:
    """Return what the words behind a figure do, without those that do nothing."""
    words = words[:_FURTHEST]
    found = {word.effect for word in BOOK.scan(Slot.BEHIND, words)}
    found.update(effect for clause in _CLAUSES.split(words) if (effect := BOOK.alone(clause)) is not None)
    return found - {Effect.NONE, Effect.LITERAL}


def behind(words: str) -> Doubt | None:
    """Return what the words behind a figure leave open of it: 已撤销, 申诉中, 更正为…."""
    found = effects(words)
    return next((doubt for effect, doubt in _BEHIND.items() if effect in found), None)


def within(clause: str) -> Doubt | None:
    """Return what the words of a clause leave open of the points that it ends in: 该村没有因此扣0.1分."""
    return next((_AROUND[word.effect] for word in BOOK.within(clause) if word.effect in _AROUND), None)


def glued(plain: str, place: int) -> Word | None:
    """Return the word right behind a figure that makes it part of a longer clause: 扣0.1分的单位."""
    word = BOOK.at(Slot.GLUED, plain, place)
    return word if word is not None and word.effect in _AROUND else None


def asks(words: str) -> bool:
    """Tell whether words behind a figure hold a whole word, not only a character, that may do anything: 算在个人头上."""
    return any(word.effect is Effect.ASK and word.end - word.start > 1 for word in BOOK.scan(Slot.BEHIND, words))


def goes_on(plain: str, place: int) -> bool:
    """Tell whether a known word right behind a figure goes on with its clause: 扣0.1分的处理, 扣2分后得98分."""
    return BOOK.at(Slot.GLUED, plain, place) is not None


def doubt_of(word: Word) -> Doubt:
    """Return what a word around points leaves open."""
    return _AROUND[word.effect]


def begins_known(words: str) -> bool:
    """Tell whether words behind a figure begin with a known one that bears on it: 理由成立, not 理由是…."""
    word = BOOK.at(Slot.BEHIND, words, 0)
    return word is not None and word.effect in _BEHIND and word.effect is not Effect.ASK


def is_known(words: str) -> bool:
    """Tell whether each clause behind a figure holds a known word, none of which bears on the points: 并通报批评."""
    return all(_is_harmless(clause) for clause in _CLAUSES.split(words[:_FURTHEST]) if clause)


def _is_harmless(clause: str) -> bool:
    found = [*BOOK.scan(Slot.BEHIND, clause)]
    if {word.effect for word in found} != {Effect.NONE}:
        return False
    ends = [0, *(word.end for word in found)]
    return not any(_WEIGHING.search(clause, end, word.start) for end, word in zip(ends, found, strict=False))


def is_aside(words: str) -> bool:
    """Tell whether words behind a figure are nothing but known ones that leave it open: 待核实, 已撤销."""
    return any(map(_is_covered, {words, _LEAD.sub("", words)}))


def _is_covered(words: str) -> bool:
    covered = [word for word in BOOK.scan(Slot.BEHIND, words) if word.effect is not Effect.ASK]
    known = sum(word.end - word.start for word in covered)
    doubtful = any(word.effect in _ASIDE for word in covered)
    return doubtful and len(words) - known <= min(_UNCOVERED, len(words) // 4)


def takes_back(words: str) -> bool:
    """Tell 申诉成立，予以取消: the points before do not count, beyond doubt."""
    if behind(words) is not Doubt.TAKEN_BACK:
        return False
    told = [word for word in BOOK.scan(Slot.LOOKING_BACK, words) if word.effect is Effect.CANCEL]
    if not told:
        return False
    rest = words[: told[0].start] + "," + words[told[-1].end :]
    return any(word.effect is Effect.CANCEL and _VERB.match(rest, word.start) for word in BOOK.scan(Slot.BEHIND, rest))


def is_held(clause: str) -> bool:
    """Tell whether a clause of the reason is but a word that leaves the points open: ，有争议，扣0.1分."""
    word = BOOK.at(Slot.BEHIND, clause, 0)
    return word is not None and word.effect is Effect.HOLD and word.end == len(clause)


def halves(words: str) -> bool:
    """Tell 减半执行."""
    return _HALF.fullmatch(words) is not None


def looks_back(words: str) -> Effect | None:
    """Return whether a clause speaks of the thing before it: CANCEL where it says that it does not count, NONE where it does not say."""
    found = {word.effect for word in BOOK.scan(Slot.LOOKING_BACK, words) if word.end - word.start > 1}
    return Effect.CANCEL if Effect.CANCEL in found else Effect.NONE if found else None


def reviewed(words: str) -> bool:
    """Tell whether a clause says that the thing before it was looked at again: 经考核组复核, 领导批示."""
    return _REVIEWED.match(words) is not None


def speaks_back(words: str) -> bool:
    """Tell whether a clause is about the thing before it: it says so, or is mostly made of such words."""
    known = sum(word.end - word.start for word in BOOK.scan(Slot.LOOKING_BACK, words))
    return looks_back(words) is Effect.CANCEL or 2 * known >= len(words) > 0


def names_body(words: str) -> bool:
    """Tell whether words only say who deducts: 督查组."""
    same = _SAME_THING.match(words) if words[:1] in _SELVES else None
    start = same.end() if same else 0
    word = BOOK.before(words, start, len(words))
    return word is not None and word.effect is Effect.BODY and word.start == start


def names_whom(words: str) -> bool:
    """Tell whether words end in a unit or a person: 单位扣1分，负责人同扣."""
    word = BOOK.at(Slot.BEFORE, "," + words, 0) or BOOK.before(words, 0, len(words))
    return word is not None and word.effect in (Effect.WHOM, Effect.KEPT)


def _whom(words: str) -> Effect | None:
    word = BOOK.before(words, 0, len(words))
    return word.effect if word is not None and word.start == 0 else None


def has_matter_word(words: str) -> bool:
    """Tell whether words hold one that gives a reason: 未, 迟, 脏, 投诉."""
    return any(True for _ in BOOK.scan(Slot.MATTER, words))


def names_deed(words: str) -> bool:
    """Tell whether words behind points say what was done, not only what became of it: 迟到, not 已提交证明材料."""
    left = _BACK.sub("", words)
    if words.startswith(_AFTERWARDS):
        return False
    return gives_matter(left) or (left == words and (len(words) > _SHORT + 2 or not _WORDY.match(words)))


def counts_off(words: str) -> bool:
    """Tell whether words name other entries by their numbers, or all but some: 第2条经核实撤销, 除第1项外均不扣."""
    return _NUMBERED.search(words) is not None


def split_between(words: str, others: str) -> bool:
    """Tell whether two reasons only name a unit and somebody in it, or two units: 单位, 个人."""
    told = {_whom(words), _whom(others)}
    if words == others or not words or not others:
        return False
    if Effect.WHOM in told and told <= {Effect.WHOM, Effect.KEPT}:
        return True
    addressed = words.startswith(_TO) and others.startswith(_TO)
    return (Effect.WHOM in told or addressed) and not has_matter_word(words) and not has_matter_word(others)


def has_matter(words: str) -> bool:
    """Tell whether a clause holds more than words that look back, so that it is a reason of its own."""
    if len(_FOREIGN.findall(words)) > 1:
        return True
    known = sum(word.end - word.start for word in BOOK.scan(Slot.LOOKING_BACK, words))
    marks = sum(not char.isalnum() for char in words)
    return len(words) - known - marks > 1


def opening(reason: str, plain: str) -> Doubt | None:
    """Return what the first words of the clauses of a reason leave open: 如未整改.

    去年 in the last clause does so where ``plain`` speaks of 今年 as well; 否则 does not behind what ought to be done.
    """
    if not _GLANCE.search(reason):
        return None
    if _HEADED.match(reason):
        return Doubt.CONDITION
    before = ""
    for clause in _CLAUSES.split(reason):
        word = BOOK.at(Slot.OPENING, clause, 0)
        if (word is not None and word.effect is Effect.PERIOD) or _YEAR.match(clause):
            last = reason.endswith(clause) and Effect.NOW in _openings(plain)
            doubt = Doubt.OTHER_PERIOD if last or _DONE.search(clause) else None
        else:
            doubt = _begun(clause, word, before)
        if doubt is not None:
            return doubt
        before += clause
    return None


def _begun(clause: str, word: Word | None, before: str) -> Doubt | None:
    """Return what the word that a clause begins with leaves open."""
    effect = word.effect if word is not None else None
    if effect is Effect.HOLD:
        return Doubt.PENDING
    if effect is Effect.SAMPLE and word is not None and not before:
        # 例如迟到扣…, 例：迟到扣…, 示例迟到扣…; not 例会迟到扣…
        named = word.end > 1 and clause[word.end - 1] in "如例"
        return Doubt.CONDITION if named or word.end == len(clause) else None
    conditional = effect is Effect.CONDITION and not (clause.startswith(_OTHERWISE) and is_norm(before))
    ruled = effect is Effect.RULE and word is not None and _WORDY.search(clause[word.end :]) is not None
    return Doubt.CONDITION if conditional or ruled or _AGAIN.match(clause) else None


def is_norm(words: str) -> bool:
    """Tell whether a sentence says what ought to be, so that the next one says what happens if not."""
    return _NORM.search(words) is not None and _TERM.search(words) is None


def _openings(words: str) -> list[Effect]:
    found = (BOOK.at(Slot.OPENING, clause, 0) for clause in _CLAUSES.split(words))
    return [word.effect for word in found if word is not None and word.effect is not Effect.LITERAL]


def weighs(reason: str) -> bool:
    """Tell whether a reason holds a word that may bear on its points, so that it is for the grammar."""
    word = BOOK.before(reason, 0, len(reason))
    if (word is not None and word.effect not in _WITHIN) or not has_matter(reason):
        return True
    if (
        speaks_in(reason) is not None
        or opening(reason, reason) is not None
        or (_OPENS.search(reason) and _openings(reason))
    ):
        return True
    return "," in reason and (is_held(reason[reason.rfind(",") + 1 :]) or unknown(reason) is not None)


def unknown(reason: str) -> str | None:
    """Return the short last clause of a reason that nobody knows: 迟到，甲乙扣0.1分."""
    before, comma, clause = reason.rstrip(",").rpartition(",")
    if not comma or not before or not 0 < len(clause) <= _SHORT or not _WORDY.fullmatch(clause):
        return None
    if (
        clause[0] in _AGENT
        or BOOK.before(clause, 0, len(clause)) is not None
        or BOOK.at(Slot.OPENING, clause, 0) is not None
    ):
        return None
    # 3小时，小时扣0.1分: a mere measure gives no reason
    told = (
        word
        for word in BOOK.scan(Slot.MATTER, clause)
        if word.effect is Effect.NONE or len(clause) > word.end - word.start
    )
    return None if any(True for _ in told) else clause


def stuck(reason: str) -> str | None:
    """Return what stands between a deed that is told in full and the verb: 缓 of 会议迟到缓扣0.1分."""
    found = _STUCK.search(reason, max(0, len(reason) - _NEAREST))
    if found is None or has_matter_word(found["word"]) or any(True for _ in BOOK.scan(Slot.TOPIC, found["word"])):
        return None
    return found["word"]


def nameless(reason: str) -> bool:
    """Tell whether a reason is but a short word that nobody knows, so that it may say how points are taken, not why: 同步, 自愿, 小组互评."""
    if not 0 < len(reason) <= _SHORT or not _WORDY.fullmatch(reason):
        return False
    known = has_matter_word(reason) or any(True for _ in BOOK.scan(Slot.TOPIC, reason))
    return not known and BOOK.before(reason, 0, len(reason)) is None and not is_somebody(reason)
