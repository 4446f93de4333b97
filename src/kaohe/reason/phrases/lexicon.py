"""The words of the field, as fragments of regular expressions over ``Script.plain``.

Every repetition here is bounded, so that no text can make a search slower than linear.
"""

from __future__ import annotations

from kaohe.core.numerals import CHINESE_DIGITS
from kaohe.reason.phrasebook import BOOK, Effect, Slot

#: What is counted: 2次, 3户, 1.5个百分点.  Longer words first.
MEASURE = (
    "(?:个百分点|百分点|人次|批次|例次|户次|场次|件次|车次|小时|分钟|季度|公里|课时|自然村|行政村|社区|"
    "[次人名位户件例起处项个篇条期份宗家村组天日周月季年场批张本卷页支台辆部门道题句"
    "字遍轮步节间块亩栋座样种类点档幅套只头班站所%])"
)
#: Measures that a date, a rank or a rating also uses; alone they tell no count.
COUNT_MEASURE = (
    "(?:个百分点|百分点|人次|批次|例次|户次|场次|件次|车次|小时|课时|自然村|行政村|社区|"
    "[次人名位户件例起处项个篇条期份宗家村组天场批张本卷页支台辆部题句字遍轮间块栋座样种类点幅套只头班站所%])"
)
#: Whatever may be counted where the words around it tell that it is: 分/床, 每面.
ANY_MEASURE = "[^\\W0-9a-z_每各均共按计积扣减加奖分零一二两三四五六七八九十半百]{1,2}"

ARABIC = r"(?:0。[0-9]{1,4}(?=个?分)|[0-9]{1,9}(?: ?[.·] ?[0-9]{1,9}){0,3}|\.[0-9]{1,9})"
CHINESE = f"(?!点)[{CHINESE_DIGITS}]{{1,8}}"
NUMBER = f"(?:[0-9]{{1,4}}点[0-9]{{1,4}}(?=个?分)|{ARABIC}|{CHINESE})"
#: A figure with a letter or two points in it: 0.l分, O.1分, 0..1分.
SLIP = r"(?:[0-9ol.]{0,4}[ol][0-9ol.]{0,4}(?=分)|[0-9]{1,3}\.{2,4}[0-9]{1,3}|[0-9.]{1,6}\.(?=分))"
#: The word 分 of points, not that of 分钟 or 分之.
UNIT = r"(?:个?(?:考核|绩效|积|信用)?分(?!钟|之[0-9一二三四五六七八九十百]|公里|贝))"

#: Verbs.  扣押, 回扣 and the like have nothing to do with points.
DOCK = (
    "(?:(?:倒|(?<![参附])加|另|再|补|追)?(?<![克折回纽抵暗环相])扣(?!件|押|留|缴|款|人心|子|好|紧|题|环|住|篮|合)"
    "(?:除|减|掉|去|罚|了|其|记|计){0,3})"
)
DEDUCT = f"(?:{DOCK}|减(?:去|除|掉|少|了|扣)?|罚(?:扣|去)?)"
ADD = (
    "(?:(?<![参附更叠施添强])加(?![强快大重班工入剧深油固装盟急热速])(?:上|了|记|计)?|"
    "(?<![获颁得评受领抽等金银铜大])奖(?:励|给|加){0,2}|增(?:加|补)?)"
)
#: Points of a credit scheme: 积5分, 获积分3分.
CREDIT = "(?:(?:(?<=[,;:。(\\n的者可])|(?<=[每0-9一两][次人户件条项天场篇])|^)积(?=[0-9零一二两三四五六七八九十半])|(?:获得?|得)积分(?=[+:]?[0-9零一二两三四五六七八九十半]))"
#: Whose points, or which: 扣该村0.5分, 扣除个人绩效3分, 扣年度考核分0.2.
OBJECT = (
    "(?:(?!分得分)(?:所在小组|小组|联组长|组长|片长|户主|农户|家庭|村民|相应|对应|所在|单位|部门|街道|"
    "社区|党?支部|党委|个人|本人|责任人|当事人|负责人|直接|主要|分管|包村|包片|包联|驻村|帮扶|"
    "联系|领导|干部|队员|工作队|第一书记|书记|网格员|班子|成员|人员|党员|科室|站所|年度|年终|年底|月度|"
    "季度|当月|当年|本月|本季度|全年|"
    "综合|平时|日常|目标|任务|管理|党建|绩效|业绩|作风|纪律|文明|信用|诚信|平安|责任制|责任|实绩|考核|"
    "评议|考评|测评|评比|总成绩|成绩|"
    "基础|基本|工作|单项|项目?|指标|分值|分数|得分|总分|积分|总|积|分|该|其|本|村|镇|乡|组|户|局|站|所)){1,8}"
)
#: Whatever stands between 扣 and its figure: somebody by name (扣王某某0.2分), or a word nobody knows.
SOMEBODY = (
    "(?:[^\\W0-9_得后为剩余至到满共每各最不未分是有在超过完因减加一二两三四五六七八九十半零百点约]{1,4}?(?:同志)?)"
)

#: Between verb and figure: 扣分：, 扣分为, 扣共0.3分.
LINK = rf"(?:[:=]{{0,2}}(?:{BOOK.pattern(Slot.BETWEEN)})?[:=]?)"
#: Words that leave the figure to somebody's judgement.
DISCRETION = f"(?:{BOOK.pattern(Slot.BEFORE, Effect.DISCRETION)})"

#: Two-faced words: 加扣分, 加/扣, ±.
EITHER = (
    r"(?:(?:加扣|扣加|加减|奖扣|奖惩)分值?|[加奖][/、(]?[扣减]\)?(?=分)分|[扣减]/[加奖]分?|[加奖][/、(][扣减]\)?分?|±)"
)

#: The points grow with every further case.
GROWING = (
    "(?:以此类推|依此类推|依次(?:递增|增加|类推|累加|递减|叠加|加扣)|逐(?:次|级|条)(?:递增|增加|加重|"
    "累加)?|递增|递减|累加|叠加|累计(?:扣分|计算)|类推)"
)
#: Until nothing is left.
EXHAUST = "(?:(?:直?至|直到)?扣(?:完|光|满|尽)(?:本项|该项|此项|所有|全部)?(?:分值?|分数)?(?:为|即)?止)"
#: Remarks on how to deduct that change nothing.
HARMLESS_REMARK = (
    "(?:不(?:再|得|予)?(?:重复|累计|叠加|累加)(?:扣分|计分|加分|扣减|计算|扣|加)?|只扣一次|仅扣一次|不封顶|上不封顶)"
)

#: 每少1项: what a rate is about.
RATE_VERB = "(?:增加|减少|超过|推迟|延迟|逾期|下降|降低|提高|上升|满|多|少|缺|差|漏|错|迟|晚|超|低|高|降|增|减)"

#: An end of phrase: nothing that a figure could belong to follows.
BOUNDARY = r"(?=[;,。、)\]}\n:!?\"'`|→(\[]|\.(?![0-9])|$)"
