"""What a stretch of text without points says: nothing, a remark, a heading, a score, or a reason."""

from __future__ import annotations

from kaohe.core.numerals import read
from kaohe.core.patterns import compile_on_use
from kaohe.reason.phrasebook import BOOK, Slot
from kaohe.reason.phrases.lexicon import MEASURE, NUMBER

_WHO = (
    "(?:(?:本|该|我|全)?(?:单位|部门|村|镇|乡|街道|社区|局|办|站|所)|(?:本|当|上|下)?(?:月|季度|季|年度|"
    "年|期|次|半年)(?:度)?|[0-9]{4}年?(?:度|全年)?|[0-9]{1,2}月份?|第?[一二三四1-4]季度|全年|年度|"
    "考核期内|期间|暂时?|均|皆|都|截至目前|目前|至今|经核查|经查|检查|考核|情况|事项|内容|原因|情形|反映|"
    "其他|另外|此外|其余)"
)
_KIND = (
    "(?:加扣分|扣加分|加减分|扣减分|奖惩|加分|扣分|减分|扣|加|违规|违纪|违法|问题|异常|不良|失分|处罚|通报|投诉|事故)"
)
_ALL = compile_on_use(
    f"(?:{_WHO}|[此本这]处|这里|[本此该][栏表项条班组科系院校队]|[我己]方|[昨今明]天|[上下]午|这次){{0,6}}(?:[暂并]?(?:无|没有|未见|未发[现生]|未出现|未有)(?:任何|相关)?)?"
)
_SETTING = compile_on_use(
    rf"(?:{_WHO}|{BOOK.pattern(Slot.TOPIC)}|[0-9a-z年月日号时分点上下午:~、/—\-至到第次期季周一二三四五六七八九十]|督查|巡查|抽查|暗访|通报|生产|方面|工作|"
    "现场|如下|进行|开展|领导|来|到|赴|人员|,|经|在|于|对|中|时|的|了|组|我|本|该|全|由|和|与){1,30}"
)
#: 机构设置（5分）; 现将扣分情况通报如下
_MARKED = compile_on_use(
    r"[^,;。()]{1,16}\((?:满分)?[0-9]{1,3}分\)|(?:基础|满|标准|本项)分?[0-9]{1,3}分|[^;。]{0,24}(?:情况|问题|结果|事项)[^,;。]{0,4}如下"
)
#: 无其他扣分; 1月无扣分
_IN_PART = compile_on_use("其[他它余]|另外|此外|别的|[0-9一二三四]{1,2}(?:月|季度)")
_NOTHING = compile_on_use(
    rf"{_WHO}{{0,6}}[:]?(?:无|没有发现|没有|未见|未发现|未发生|未出现|不存在|不涉及|未涉及|暂无|零)(?:任何|"
    rf"其他|相关|上述|此类|该类|此|该|的)?{_KIND}{{0,3}}(?:(?:或|、|和|及|与|,|也|且|/){{1,2}}(?:均|也|"
    rf"亦)?(?:无|没有|未发现|未)?{_KIND}){{0,3}}(?:的)?(?:情况|情形|事项|事由|项目|项|现象|记录|原因|内容|"
    rf"问题|行为|因素|处|人员)?(?:发生|出现|存在)?"
    r"|(?:加分|扣分)?(?:正常|以下空白|下空|无异常|全勤|满分|空白?|略|nil|n/a|none|null|不适用|不涉及|"
    r"无此项|同意|无异议)|零分?|0(?:\.0{1,3})?分?|不加不扣|不扣不加|不奖不罚|(?:加|扣)分?:?0分?"
)
#: Points say something; a glance for them spares the rest.
_POINTS = compile_on_use("[1-9]个?分")
#: Longer texts (in characters) always say something.
_LONGEST_NOTHING = 60
#: 无（本年度）
_ASIDE = compile_on_use(r"(?<=无)\([^()]{0,12}\)")
_BLANK = compile_on_use(r"[\-—_/\\.。~…·*,、;:()\[\]\"'\s=|<>]*")
_FINISHED = (
    "(?:整改|清退|完成|落实|改正|处理|解决|反馈|销号|办结|补[报交齐]|约谈|提醒|通报|责令|上报|按要求|"
    "全部|说明|核实|存档|备案)"
)
#: How an entry starts that only remarks on the others.
_REMARK_START = compile_on_use(
    rf"(?:均|现|目前|正在?)?已{_FINISHED}|正在(?:整改|办理|核实)|(?:敬)?请(?!假|示|销|休)|望|希望|特此|"
    rf"备注|注:|说明:|详见|见附|附(?:件|表|后|:)|联系(?:人|电话|方式)|以上|上述|截[至止]|"
    "核对(?:人|:)|考核组(?:成员|人员|签|:|[0-9]{4})|责任(?:人|单位|领导)|(?:制表|审核|填表|负责)(?:人|:)|"
    "签字|盖章|日期:|责令|限期|参照|.{0,20}参照执行|不再?重复|下不为例|引以为戒|取消.{0,8}(?:评|资格|优)|"
    "整改(?:期限|时限|时间|要求)|"
    "建议(?:下|今后|加强|尽快|整改)|依据:|来源:|同上|(?:经核实|情况)(?:无误|属实)|特殊情况|有特殊|"
    "(?:最终|最后)?得分|(?:造成|构成|涉嫌).{0,20}(?:赔偿|责任|移交|移送|处理|追究)|全镇通报|予以通报|"
    "并(?:通报|取消|责令|约谈|全)"
)
#: What is done beyond the deduction, or how: the rest of an entry after its points.
_MEASURE_TAKEN = compile_on_use(
    r"(?:[扣加]分?\Z|的?处[理罚分]|[且也再]?(?:并|同时|但?[需须应]|责令|取消|通报|给予|予以|约谈|限|由|不|"
    r"依次|以此|年[终底度]|从|注|详|见|附|直至|上限|另行|"
    "纳入|列入|计入|记入|移交|追究|作|写|进行|在全|全[镇区县村]|视为|按|此项|本项|该项|累计|下同|公开|"
    "道歉|训诫|批评|警告|教育|点名|张榜|曝光|亮|上黑榜|"
    "清退|停职|停[工岗发]|待岗|调离|调岗|调整岗位|撤换|撤职|免职|辞退|解聘|解除|开除|劝退|降级|没收|收回|"
    "退还|返还|赔偿|照价|承担|自行|自费|义务|罚|"
    "重做|重写|重新|返工|恢复原状|清理|拆除|改正|纠正|补[学课签录交报]|[a-z]|[0-9]{1,2}日|[0-9]{4}))"
    "|.{0,30}(?:元|移交|移送|追究|依法|评优|评先|资格|为止|封顶|奖金|工资|罚款|检讨|检查\\Z|问责|处分|"
    "通报|整改|约谈|谈话|赔偿|黑名单|曝光|自负|负责)"
)
_SCORE_CONTEXT = compile_on_use(
    r"(?:满分|[本该此]项|总分|[得失丢]分?|考分|分值|成绩|评分|打分|记分|计分|赋分|均分|平均分?|权重|排名|仅|只|考了?|"
    r"获|达到?|不足|低于|高于|超过|未达|不到|不满|少于|多于|满|为|是|在|第|至|(?<!迟)到|从|由|时|点|[0-9]:|"
    r"及格线?|标准|基准|基础分?|(?<![生境序律较很乱度量务])差|相差|低|高|下降了?|上升了?|提高了?|降低了?|降|升|减至|测评|测试|考试|"
    r"考核|分别|积分?|率|度|失|丢|[\-~<>≤≥=]|[0-9]/)(?:[:为是了])?\Z"
)
_SCORE_AFTER = compile_on_use(
    r"(?:以上|以下|以内|及以|的|制|档|段|者|线|值|率|之间|局|管|校|店|公司|支|队|部|组|类|级|为|成|工|户|"
    r"别|期|批|红|子|析|辨|享|摊|流|散|布|米|歧|裂|界|科|院|厂|片|区|层|责|数)"
)
#: A bare figure from here on is a score.
_SMALLEST_SCORE = 20
_LONGEST_FIGURE = 12
_REFERENCE = compile_on_use("详?见(?:附|上|下|前|另)|同[上前]|另附|附(?:件|表|后|:)")
_STATED_SCORE = compile_on_use(
    rf"(?:最终|最后|实际|本月|本次|年度|综合|考核|合计|总|应|实|[扣减加]分后|后|还|当前|目前|现|剩余|结余|余|累计|扣后|加后|信用|个人|家庭)*"
    rf"(?:得分?|总分|总得分|成绩|考核分|分值|分数|积分|余分|余额|剩余|结余|剩|分(?=[:为是]))(?:为|是|有|:)?{NUMBER}分?"
)
_RATING = compile_on_use(
    r"(?<![0-9])[0-9]{1,3}(?:\.[0-9]{1,2})?/[0-9]{1,3}(?![0-9])|⭐|★|☆|(?:得分|评分|总分|成绩)[:为]?[0-9]"
)
#: 不参与排名 says nothing about points.
UNRANKED = compile_on_use(
    "(?:不|未|免予?)(?:再|予)?(?:参与|参加|纳入|列入|计入|进入)[^,;。:()]{0,6}?(?:排名|排序|排位|名次)"
)
_LABEL = compile_on_use(r"(?:[一-鿿]{2,8}(?:性|方面|类|项|情况|纪律|要求|质量|标准)):")
_TWO_CJK = compile_on_use("[一-鿿][^一-鿿]*[一-鿿]")
_CONTINUES = compile_on_use(
    "违者|违反|否则|发现|经[查检核]|凡|如|若|逾期|因此|故(?!意|障)|情节|该|其(?!他|它|余)|此(?!外)|但|仍|据此|为此|现(?!场|金)|(?:根据|依据|按照?|依照)[^,]*,?\\Z"
)
#: A piece that begins so goes on with the one before it, whatever parts them.
_CONNECTED = compile_on_use("虽然?|但|且|并且?(?!列|行|联)|仍|经查|致使|导致|造成")
_TOTAL_WORDS = compile_on_use(
    rf"(?:加?扣?加?减?分?相抵后?|抵扣后?|冲抵后?|净|合计|共计|总计|小计|累计|以上|上述|前述|综上|所以|因此|"
    rf"故|本次|本月|本季度|本年度?|全年|年度|年终|考核|全部|各项|几项|事项|问题|该(?:单位|村|镇|项)|"
    rf"本(?:单位|村|镇|项)|单位|{NUMBER}(?:{MEASURE}|者)|情况|内容|加扣分|[加扣减]分|得分|分值|最终|最后|"
    rf"实际|应|均|,|、|:|\(|\))*"
)
_POINTS_LABEL = compile_on_use("(?:考核|加扣|扣|加|减|奖)?(?:分值|分数|得分|赋分|分)")
_TOTAL_LABEL = compile_on_use("(?:以上|上述|各项|全年|年度|[加扣]分)?(?:合计|共计|总计|小计|累计)(?:[加扣]分)?")
#: A longer label (in characters) says more than that.
_LONGEST_NET = 40
#: 加减相抵，净（扣0.3分）: what is left of additions and deductions.
_NET_WORDS = compile_on_use("以上|上述|前述|净|相抵|抵扣|冲抵|抵消|互抵|最终|最后|实|综合|加总|相加|加起来|汇总|合并")
_NET = compile_on_use(
    "(?:以上|上述|前述|各项|[一二两三四五六七八九十0-9]{1,2}[项者]|加减分?|加扣分?|扣加分?|奖惩|正负|互相?|相互|相抵|抵扣|冲抵|抵消|互抵|净|综合|加总|相加|加起来|汇总|合并"
    "|最终|最后|实际|实|考核|得分|本[次月年]度?|本季度|全年|计算|折算|应|予|以|计|得|后|共|则|故|为|,|、|:)*"
)


def says_nothing(words: str) -> bool:
    """Tell whether words mean that nothing is added or deducted: 无, 本年度无加扣分情况, —, 0."""
    if len(words) > _LONGEST_NOTHING:
        return not words.strip(" \n")
    if "无(" in words:
        words = _ASIDE.sub("", words) or words
    if _POINTS.search(words):
        return False
    bare = words.strip("\"'()[].。;,、! ")
    return _BLANK.fullmatch(words) is not None or _NOTHING.fullmatch(bare) is not None


def is_of_all(words: str) -> bool:
    """Tell whether words, before 无扣分 only name the unit as a whole, or a period that has no others beside it: 本季度我村."""
    return _ALL.fullmatch(words) is not None and _IN_PART.search(words) is None


def is_setting(words: str) -> bool:
    """Tell whether a sentence only says when, where or on what occasion: 5月8日督查, 安全生产方面."""
    return _SETTING.fullmatch(words) is not None or _MARKED.fullmatch(words) is not None


def is_wordless(words: str) -> bool:
    """Tell whether there are too few Chinese characters for a reason: p30517, ⭐, 4/5."""
    return _TWO_CJK.search(words, 0, 200) is None


def is_figure(words: str) -> bool:
    """Tell whether words are but a small figure, which may be points: 0.2."""
    value = read(words.strip(" 分")) if len(words) <= _LONGEST_FIGURE else None
    return value is not None and value < _SMALLEST_SCORE


def refers(words: str) -> bool:
    """Tell whether words only point elsewhere: 见附件, 同上."""
    return _REFERENCE.match(words) is not None


def is_remark(words: str) -> bool:
    """Tell whether an entry without points starts like a remark on the others, not like a reason."""
    return _REMARK_START.match(words) is not None


def holds_remark(words: str) -> bool:
    """Tell whether the rest of an entry, after its points, holds words of a remark or a measure taken."""
    return _MEASURE_TAKEN.match(words) is not None or is_remark(words)


def is_stated_score(words: str) -> bool:
    """Tell whether an entry only states a score: 得分99.6分."""
    return _STATED_SCORE.fullmatch(words) is not None


def is_points_label(words: str) -> bool:
    """Tell whether words before points only announce them: 分值：-0.2."""
    return len(words) < 8 and _POINTS_LABEL.fullmatch(words) is not None


def is_rating(words: str) -> bool:
    """Tell whether words before points state a rating, so that the reason comes after: 评分9/10，扣1分因为…."""
    return _RATING.search(words[:80]) is not None


def is_total_wording(words: str) -> bool:
    """Tell whether words before a total only point back: 以上三项, 本月."""
    return _TOTAL_WORDS.fullmatch(words) is not None


def is_unranked(words: str) -> bool:
    """Tell whether words only say that somebody is not ranked: 新设单位，不参与排名."""
    found = UNRANKED.search(words)
    return found is not None and found.end() == len(words.rstrip(")")) and found.start() <= _LONGEST_FIGURE


def is_score(plain: str, start: int, end: int) -> bool:
    """Tell whether the figure ``plain[start:end]`` is a score that somebody got, a band or a scale: 得3分, 满分5分, 90分以上."""
    return (
        _SCORE_CONTEXT.search(plain, max(0, start - 6), start) is not None or _SCORE_AFTER.match(plain, end) is not None
    )


def continues(words: str) -> bool:
    """Tell whether a sentence goes on with the one before it (违者…, 否则…)."""
    return _CONTINUES.match(words) is not None


def connects(words: str) -> bool:
    """Tell whether a piece begins with a connective (虽…, 但…, 致使…), so that it can't stand alone."""
    return _CONNECTED.match(words) is not None


def is_total_label(words: str) -> bool:
    """Tell whether the reason of some points is but the word 合计 or the like."""
    return _TOTAL_LABEL.fullmatch(words) is not None


def is_net_label(words: str) -> bool:
    """Tell whether the reason of some points only says that they are what is left of all: 加减相抵，净."""
    return len(words) <= _LONGEST_NET and _NET.fullmatch(words) is not None and _NET_WORDS.search(words) is not None


def label_end(words: str) -> int:
    """Return where a leading label (时效性：) ends, 0 where there is none."""
    label = _LABEL.match(words)
    return label.end() if label else 0
