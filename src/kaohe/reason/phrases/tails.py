"""What stands behind the words about points: (共2次), （待核实）, ，以此类推, （0.1分×2次）."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from kaohe.core.numerals import read
from kaohe.core.patterns import compile_on_use
from kaohe.core.records import dataclass
from kaohe.reason.model import Doubt
from kaohe.reason.phrasebook import Effect
from kaohe.reason.phrases.amounts import read_amount
from kaohe.reason.phrases.counts import is_somebody
from kaohe.reason.phrases.lexicon import (
    BOUNDARY,
    COUNT_MEASURE,
    GROWING,
    MEASURE,
    NUMBER,
    UNIT,
)
from kaohe.reason.phrases.phrase import Phrase, Rate, rate_of
from kaohe.reason.phrases.proceedings import names_matter
from kaohe.reason.phrases.surroundings import behind, halves, is_aside, is_known, looks_back
from kaohe.reason.phrases.talk import speaks_after


@dataclass(slots=True)
class Tail:
    """What follows a phrase and belongs to it: up to ``end``.

    ``count`` with its ``measure`` says how many (共2次), ``explained`` what figures in
    brackets come to (0.1分×2次), ``rate`` the price of one case (每次0.1分), ``cause`` the
    words that leave the points open.  ``bonus`` tells that the points are added, ``amount`` how many, ``closed`` that a
    bracket must hold known words, as their reason stands before them.
    """

    end: int
    doubt: Doubt | None = None
    count: Decimal | None = None
    measure: str = ""
    explained: Decimal | None = None
    rate: Rate | None = None
    price: Decimal | None = None
    bonus: bool = False
    amount: Decimal | None = None
    closed: bool = False
    cause: str = ""


_COUNT = compile_on_use(
    rf"[,、]?(?:\((?:共计?|计|合计|累计|总计|涉及|"
    rf"按)?[^()0-9,第]{{0,4}}?(?P<inside>{NUMBER})(?P<of>{COUNT_MEASURE})\)|(?:共计?|计|合计|累计|"
    rf"总计)(?P<number>{NUMBER})(?P<measure>{COUNT_MEASURE}){BOUNDARY})"
)
#: 迟到每次扣0.1分，迟到2次: after a rate, the number of cases.
_CASES = compile_on_use(
    rf"[,、](?P<words>[^,;。0-9()]{{0,6}}?)(?P<number>{NUMBER})(?P<measure>{COUNT_MEASURE})(?=[;。\n]|$)"
)
#: How many were due or looked at, not how many were missed.
_DUE_CASES = compile_on_use("召开|组织|开展|检查|抽查|督查|巡查|应|须|要求|规定|计划|任务|目标|整改|完成")
_PERIOD = compile_on_use(
    "(?:全年|全月|本[年月次]度?|本季度|年内|期内|上半年|下半年|今年|当年|当月|共计?|合计|累计|总计|实际|发生|出现|已|被)+"
)
_GROWING = compile_on_use(rf"[,、;。(]{{0,2}}(?:并)?{GROWING}[^,;。()]{{0,6}}\)?")
_QUESTION = compile_on_use(r"[(\[]?\?{1,9}[)\]]?|[吗么](?![^,;。\n])")
_OR = compile_on_use("[,、]?或者?(?![以])")
#: One clause behind the points.
_CLAUSE = compile_on_use(r"(?P<open>[,、(\[]{0,2})(?P<words>[^,;。:、()\[\]\n0-9]{1,24})[)\]]?(?=[,;。:、()\[\]\n]|$)")
_RATE = compile_on_use(rf"[,、]?\((?:按)?每(?P<per>{MEASURE}){{1,2}}(?:扣除?|减|加|计|为|按)?(?={NUMBER})")
_PRODUCT = compile_on_use(rf"\((?:即)?(?={NUMBER}(?:{MEASURE}|{UNIT})?(?:/{MEASURE})?[x×*✕✖])")
_TIMES = compile_on_use(
    rf"(?P<one>{NUMBER})(?:{MEASURE}|{UNIT})?(?:/{MEASURE})?[x×*✕✖](?P<other>{NUMBER})(?:{MEASURE}|"
    rf"{UNIT})?(?:=(?P<product>{NUMBER})(?:{UNIT})?)?"
)
_BRACKET = compile_on_use(r"[(\[](?!\()(?P<content>[^()\[\]]{0,80})[)\]]")
#: A deduction is for what is lacking; a bonus that lacks something may not hold.
_LACKS = compile_on_use("[未没无不缺欠待非误错重]|去年|上[年月季期半]")
#: When, how many, where, at which level, what proves it: nothing else.
_DETAIL = compile_on_use(
    rf"(?:(?:仅限|[见附含在于由经共计])?(?:第?{NUMBER}(?:{MEASURE}|[年月日号时点床室班楼层页])?|周[一二三四五六日天]|[本当该][年月周日次季]度?|今年|[上中下]午|早上?|中午|晚上?|夜里?|凌晨|现场|"
    "有(?=照片|截图|视频|监控|记录|签到|通知|证)|为证|签到|附件|照片|截?图|视频|监控|台账|记录|文件|通知|证书|奖状|证明|名单|清单|检查|督查|巡查|抽查|暗访|通报|批示|报送|上报|推荐|提供|季度|月份|[ap]m)[及和、:~—至到-]*)+"
)
#: 石桥村, 市级, 镇党政办报送, 夜查
_NAMED = compile_on_use(
    "(?![问找请等归扣记算由替为])[^未没不无待拟免暂缓]{0,8}(?:[村组班室科办局所站院队部处厅镇乡街区县市省级栋楼层号路站店厂岗员长生会家户校师某查]|社区|街道|公司|中心|同志|报送|上报|推荐|提供)"
    "|(?:责任人|经办人|当事人|负责人|联系人|单位|部门|地点|地址|时间|日期|人员)[:为是].{1,20}|含.{1,10}"
)
#: What among words is rather points than anything else.
_FIGURE = compile_on_use("(?<![0-9.])0\\.[0-9]{1,2}(?![0-9.%‰米吨元万千])")
#: Whose it is, or what became of it: 算三班, 已上诉; no place and no person.
_TURNS = compile_on_use(
    "占?[0-9.]+%\\Z|[算挂归属系已]|计[^0-9入时件]|记[^0-9录]|查[实错]|主责|责任在|实[为是]|应[为是记]|转[给到至]|划|由|替|代"
)
#: A bracket that begins so gives the reason, not a remark.
_GIVES_REASON = compile_on_use("因|由于|原因|其中|理由")


def read_tail(
    plain: str,
    start: int,
    stop: int,
    *,
    remarks: bool,
    bonus: bool = False,
    amount: Decimal | None = None,
    closed: bool = False,
) -> Tail:
    """Return what of ``plain[start:stop]`` belongs to the phrase that ends at ``start``.

    ``remarks`` tells whether a bracket of plain words is a remark; where the reason comes
    after its points, it may be the reason.
    """
    tail = Tail(start, bonus=bonus, amount=amount, closed=closed)
    steps = (*_STEPS, _bracket) if remarks else _STEPS
    moved = True
    while moved and tail.end < stop:
        moved = any(step(plain, tail, stop) for step in steps)
    return tail


def _count(plain: str, tail: Tail, stop: int) -> bool:
    found = _COUNT.match(plain, tail.end, stop)
    if found is None or "%" in (found["of"], found["measure"]):
        return False  # 按50%: a share, no count
    if found["inside"] and speaks_after(found[0].strip("(),、")) is not None:
        return False  # （归二组）
    tail.count = read(found["inside"] or found["number"])
    tail.measure = found["of"] or found["measure"]
    tail.end = found.end()
    return True


def read_cases(plain: str, tail: Tail, of: str | None = None) -> None:
    """Take in the number of cases that follows a rate; with ``of``, only if it counts what those words name."""
    found = _CASES.match(plain, tail.end)
    if found is None or tail.count is not None or _DUE_CASES.search(found["words"]):
        return
    named = _PERIOD.sub("", found["words"])
    if of is None or not named or named in of:
        tail.count, tail.measure, tail.end = read(found["number"]), found["measure"], found.end()


def _rate(plain: str, tail: Tail, stop: int) -> bool:
    found = _RATE.match(plain, tail.end, stop)
    amount = found and read_amount(plain, found.end())
    if found is None or amount is None or amount.value is None:
        return False
    tail.rate, tail.price = rate_of(found["per"]), amount.value
    closing = plain.find(")", amount.end, min(stop, amount.end + 20))
    tail.end = closing + 1 if closing >= 0 else amount.end
    return True


def _product(plain: str, tail: Tail, stop: int) -> bool:
    opening = _PRODUCT.match(plain, tail.end, stop)
    found = opening and _TIMES.match(plain, opening.end(), stop)
    if not found:
        return False
    one, other = read(found["one"]), read(found["other"])
    tail.explained = one * other if one is not None and other is not None else Decimal(-1)
    if found["product"] and read(found["product"]) != tail.explained:
        tail.explained = Decimal(-1)
    tail.end = found.end() + (plain[found.end() : found.end() + 1] == ")")
    return True


def _marker(pattern: re.Pattern[str], doubt: Doubt) -> Callable[[str, Tail, int], bool]:
    """Return a step that leaves the points open where ``pattern`` follows."""

    def step(plain: str, tail: Tail, stop: int) -> bool:
        found = pattern.match(plain, tail.end, stop)
        if found is None:
            return False
        tail.doubt, tail.end = tail.doubt or doubt, found.end()
        return True

    return step


#: What merging writes behind what each file says of a unit: 来源：纪委监委、撤销办.
_SOURCE = compile_on_use(r"来源:[^,;。:]+")


def _bracket(plain: str, tail: Tail, stop: int) -> bool:
    found = _BRACKET.match(plain, tail.end, stop)
    if found is None or _GIVES_REASON.match(found["content"]):
        return False
    if _SOURCE.fullmatch(found["content"]):  # whatever the department is called
        tail.end = found.end()
        return True
    if tail.amount and not adds_up(found["content"], tail.amount):
        tail.doubt = tail.doubt or Doubt.UNCLEAR  # 扣0.3分（张三0.1、李四0.1）, 扣1分（实0.5）
    doubt = behind(found["content"])
    heard = bool(tail.amount) and doubt in (None, Doubt.UNKNOWN_WORD)
    if tail.doubt is None and heard and (told := speaks_after(found["content"])):
        doubt, tail.cause = told.doubt, told.words
    tail.doubt = tail.doubt or doubt
    if tail.doubt is None and not is_known(found["content"]) and _is_doubtful(found["content"], tail):
        tail.doubt, tail.cause = Doubt.UNKNOWN_WORD, found["content"]  # 获奖加2分（证书未交）
    tail.end = found.end()
    return True


def adds_up(words: str, amount: Decimal | None) -> bool:
    """Tell whether figures among words that look like points come to those beside them."""
    told = [Decimal(figure) for figure in _FIGURE.findall(words)] if "0." in words else []
    return not told or amount is None or sum(told) == amount or set(told) == {amount}


def turns(words: str) -> bool:
    """Tell whether words say whose points they are, or what became of them: 算三班, 已上诉."""
    return _TURNS.match(words) is not None


def is_detail(content: str) -> bool:
    """Tell whether what stands in brackets only says who, where, when, how many."""
    if turns(content):
        return False
    return any(form.fullmatch(content) for form in (_DETAIL, _NAMED)) or is_somebody(content)


def _is_doubtful(content: str, tail: Tail) -> bool:
    """Tell whether a bracket may bear on points: not if it says who, where, when, how many or, for a deduction, why."""
    if tail.bonus and _LACKS.search(content):
        return True
    return tail.closed and not (is_detail(content) or names_matter(content))


def _aside(plain: str, tail: Tail, stop: int) -> bool:
    """Take in a clause that is nothing but words about the points: ，待核实."""
    found = _CLAUSE.match(plain, tail.end, stop)
    if (
        found is None
        or not is_aside(found["words"])
        or halves(found["words"])
        or looks_back(found["words"]) is Effect.CANCEL
    ):
        return False
    tail.doubt, tail.end = tail.doubt or behind(found["words"]), found.end()
    return True


_STEPS = (
    _count,
    _rate,
    _product,
    _marker(_GROWING, Doubt.PER_COUNT),
    _marker(_QUESTION, Doubt.PENDING),
    _marker(_OR, Doubt.UNCLEAR),
    _aside,
)


def closes(phrase: Phrase, tail: Tail) -> bool:
    """Tell whether the figures in brackets behind a phrase agree with its own."""
    if phrase.amount is None:
        return True
    if tail.explained is not None:
        return tail.explained == phrase.amount
    return tail.price is None or tail.price == 0 or (phrase.amount % tail.price == 0 and phrase.amount >= tail.price)
