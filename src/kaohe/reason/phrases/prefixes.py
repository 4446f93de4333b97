"""What stands before the words about points and governs them: 每次扣…, 各扣…, 拟扣…, 酌情扣…."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kaohe.reason.model import Doubt
from kaohe.reason.phrases.lexicon import COUNT_MEASURE, DISCRETION, MEASURE, NUMBER, RATE_VERB, UNSETTLED
from kaohe.reason.phrases.phrase import Kind, Phrase, rate_of

_RATE = rf"按?每(?P<verb>{RATE_VERB})?(?P<size>{NUMBER})?(?P<per>(?:{MEASURE}){{1,2}})(?:每(?P<again>{MEASURE}))?计?"
_ITEM = (
    rf"(?:按?每{RATE_VERB}?(?:{NUMBER})?(?:{MEASURE}){{1,2}}计?|(?:{UNSETTLED})(?:后|的)?|{DISCRETION}"
    "|最高|最多|至多|上限|不超过|至少|最低|不低于|不少于|各|分别|(?<![平不人])均|[人户村]均|(?<![成首古])都"
    "|不再?|(?<!从)未|没有|(?<![避减难豁])免|不予|不应|无需|折算(?:后|为)?|应为|改为|更正为|调整为|(?:^|"
    "(?<=[,;。:)(]))(?:原|实际?|误|错|多|少|漏|重复|起)|(?:上次|上年度?|去年|上季度?|上月|前次|此前|"
    "之前)(?:已|被)?|额外|加倍|双倍|减半|折半"
    "|予以|给予|直接|一次性|一律|另外|同时|因此|所以|(?<![未不没])(?:按照?|根据|依据|依)(?:规定|规|标准|"
    "办法|细则|制度|要求)(?:的?规定)?|对其|一并|(?<![合一])并|另|再|又|被|或者?"
    "|(?:^|(?<=[,;。:)\\n]))[还故则应将需要就即现可原也仍得给记计仅只遂合累]|决定|确定|应予|据此|"
    "[对给](?:予?该|其)(?:单位|村|镇|部门)?)"
)
_PREFIX = re.compile(rf"(?:{_ITEM}[,、:]?)+\Z")
#: The last character of every prefix; a glance at it spares the search.
_ENDINGS = frozenset(
    "次人名位户件例起处项个篇条期份宗家村组天日周月季年场批张本卷页支台辆部门道题句字"
    "遍轮步节间块亩栋座样种类点档幅套只头班站所%分时钟度里区"
                     "计实查定准证认核研究议审批会拟予给按建时暂不步预划虑请能上属异争确后的酌情况当量"
                     "重程以高多限过少低于各别均都再未有免应需为原际接性律外此规准法则细制要求其并另又"
                     "被或者倍半误错漏复起算次月季去前额记仅只遂合累此还故将就即现可也仍得给比例已")  # fmt: skip
#: What a reason may not end with if its points are to be plain: every end that a prefix can have
#: (those with 每, 待, 酌 and the like aside, which no plain segment holds).
_PLAIN_ENDINGS = (
    "建议 予以 给予 初步 预计 计划 考虑 申请 可能 原则上 争议 核实 未定 确定 属实 建议后 初步后 预计后 "
    "计划后 考虑后 申请后 核实后 适当 适量 "
    "情节 情况 程度 比例 轻重 可以 上限 不少于 都 不 不再 未 没有 免 不予 不应 无需 折算 折算后 折算为 应为 改为 更正为 调整为 "
    "，原 ，实 实际 ，误 ，错 ，多 ，少 ，漏 ，重复 ，起 上次 上年 年度 去年 上季 季度 上月 前次 此前 之前 已 额外 加倍 双倍 "
    "减半 折半 直接 一次性 一律 另外 同时 因此 所以 规定 依规 按规 按照规 根据规 标准 办法 细则 制度 要求 对其 并 另 再 又 "
    "被 或 或者 ，还 ，故 ，则 ，应 ，将 ，需 ，要 ，就 ，即 ，现 ，可 ，也 ，仍 ，得 ，给 ，记 研究 决定 商定 裁量 认定 "
    "评定 本应 原应 原本 本来 本该 理应 单次 逐次 按次 单项 逐项 按项 按人 按户 按件 逐人 逐户 逐件 单人 单户 单件 交警 交管 后改 现改 核改 查改 "
)
PLAIN_ENDINGS = tuple(_PLAIN_ENDINGS.split())
_PER = re.compile(_RATE)
_UNSETTLED = re.compile(UNSETTLED)
_DISCRETION = re.compile(DISCRETION)
#: 发现一处扣, 少1项扣 name the price of each case; so does 一次 glued to the verb.
_ONCE = re.compile(
    rf"(?:(?P<verb>发现|出现|发生|查实|缺少?|少|漏|错|差)[一1]个?(?P<per>{COUNT_MEASURE})|"
    rf"(?<!第)(?P<one>[一1])个?(?P<glued>{COUNT_MEASURE}))(?:者|的)?\Z"
)
#: Words that take the figure for another one: 不扣0.2分, 改为扣…, 误扣…, 上次扣….
_CHANGED = re.compile(
    "不再?|未|没有|免|应为|改为|更正|调整|原|实|倍|半|或|误|错|多|少|漏|重复|起|上次|上年|去年|上季|上月|前次|此前|之前|折算"
)
_WINDOW = 30


def govern(plain: str, phrases: Sequence[Phrase]) -> None:
    """Let every phrase take in its prefix, and what that says about its points."""
    floor = 0
    for phrase in phrases:
        if phrase.kind not in (Kind.HEADING, Kind.BARE):
            _take(plain, phrase, floor)
        floor = phrase.end


def _take(plain: str, phrase: Phrase, floor: int) -> None:
    start = phrase.start
    last = start - 1
    while last > floor and plain[last] in ",、:":
        last -= 1
    if last < floor or plain[last] not in _ENDINGS:
        return
    floor = max(floor, start - _WINDOW)
    prefix = _PREFIX.search(plain, floor, start)
    if prefix is not None:
        phrase.start = prefix.start()
        _heed(phrase, prefix[0])
    once = _ONCE.search(plain, floor, phrase.start)
    if once is None or phrase.kind is not Kind.POINTS or phrase.rate is not None:
        return
    if once["one"] != "1" or phrase.doubt is Doubt.RANGE:
        phrase.start = once.start()
        phrase.rate = rate_of(once["per"] or once["glued"])


def _heed(phrase: Phrase, prefix: str) -> None:
    """Note what the words of a prefix do to the points."""
    if phrase.kind is Kind.ZERO:
        if "暂" in prefix:
            phrase.amount, phrase.doubt = None, Doubt.PENDING
        return
    if rate := _PER.search(prefix):
        phrase.rate = rate_of(prefix if prefix.count("每") > 1 else rate["per"], rate["size"], rate["verb"])
    if re.search("各|分别|均|都", prefix):
        phrase.each = True
    doubt = _doubt(_PER.sub("", prefix))
    if doubt is not None and phrase.doubt is None and phrase.kind in (Kind.POINTS, Kind.EMPTY, Kind.TOTAL):
        phrase.amount, phrase.doubt = (phrase.amount if doubt is Doubt.CAP else None), doubt


def _doubt(prefix: str) -> Doubt | None:
    if _UNSETTLED.search(prefix):
        return Doubt.PENDING
    if _DISCRETION.search(prefix):
        return Doubt.DISCRETION
    if re.search("最高|最多|至多|上限|不超过", prefix):
        return Doubt.CAP
    if re.search("至少|最低|不低于|不少于", prefix):
        return Doubt.RANGE
    return Doubt.UNCLEAR if _CHANGED.search(prefix) else None
