"""Time per reason on a catalogue of 2,000 entries, side by side with rapidfuzz.process.extractOne.

    python tests/benchmarks/matching_speed.py

The catalogue and the reasons are generated, the same on every run: 100 fields of work times 20 faults,
so that every entry shares most of its words with others, as in a province's catalogue.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Sequence
from decimal import Decimal

from rapidfuzz import fuzz, process

from kaohe.matching import Matcher
from kaohe.matching.catalogue import Catalogue, Entry, builtin
from kaohe.matching.model import Verdict

_FIELDS = """
安全生产 消防安全 食品安全 森林防火 防汛抗旱 道路交通 危险化学品 校园周边 特种设备 建筑工地
环境保护 河长制 林长制 秸秆禁烧 垃圾分类 污水处理 饮用水源 大气污染 固体废物 噪声扰民
义务教育 控辍保学 校车运行 营养餐 学生资助 职业教育 学前教育 体育场馆 图书馆服务 文物保护
基本公共卫生 疫苗接种 医保征缴 家庭医生 慢性病管理 妇幼保健 传染病防控 医疗废物 急救体系 献血
城乡低保 特困供养 残疾人补贴 养老服务 殡葬改革 退役军人 儿童关爱 婚姻登记 社会救助 慈善捐赠
财政预算 政府采购 专项资金 国有资产 债务化解 税收协作 招投标 审计整改 绩效评价 公务用车
招商引资 项目建设 营商环境 行政审批 政务服务 企业帮扶 科技创新 统计调查 工业园区 能源消耗
粮食生产 高标准农田 耕地保护 农机安全 动物防疫 农产品质量 种业振兴 农村宅基地 土地流转 农业保险
人居环境 厕所革命 农村公路 危房改造 饮水工程 电网改造 通信网络 冷链物流 乡村旅游 电子商务
保密工作 档案管理 信息公开 意识形态 网络舆情 法治宣传 人民调解 社区矫正 禁毒 反电信诈骗
"""
_FAULTS = """
未按时报送{}工作材料 {}工作开展滞后 {}台账不健全 {}责任未落实到人 {}检查记录不完整
{}问题整改不到位 {}宣传发动不够 {}经费未专款专用 {}制度执行不严格 {}人员配备不足
未组织开展{}业务培训 {}年度任务未完成 {}工作被上级通报批评 {}数据弄虚作假 {}群众投诉较多
{}应急预案未修订 {}现场管理混乱 未及时公示{}有关事项 {}会议未按要求召开 {}考核排名靠后
"""
_UNKNOWN = """
会议室投影设备损坏 单位食堂用餐人数统计错误 春节期间值班手机欠费 大门口花坛未修剪 干部职工体检报告未领取
打印机耗材采购流程不清 办公楼电梯年检标识脱落 职工书屋借阅登记本丢失 停车场划线不清晰 公务接待清单未附菜单
"""
FIELDS, FAULTS, UNKNOWN = _FIELDS.split(), _FAULTS.split(), _UNKNOWN.split()
REASONS = 1_000


def catalogue() -> Catalogue:
    """Return 2,000 entries."""
    wordings = (fault.format(field) for field in FIELDS for fault in FAULTS)
    return Catalogue(
        tuple(Entry(f"K{number:04d}", wording, Decimal("-0.1")) for number, wording in enumerate(wordings))
    )


def reasons(entries: Sequence[Entry]) -> list[tuple[str, str | None]]:
    """Return reasons with the code of the entry that they mean: a third each exact, varied and unknown."""
    chance = random.Random(20260101)  # the same reasons on every run
    found: list[tuple[str, str | None]] = []
    for number in range(REASONS):
        entry = chance.choice(entries)
        if number % 3 == 0:
            found.append((entry.wording, entry.code))
        elif number % 3 == 1:
            found.append((_vary(entry.wording, chance), entry.code))
        else:
            found.append((f"{chance.choice(UNKNOWN)}{number}处", None))
    return found


def _vary(wording: str, chance: random.Random) -> str:
    # dropping 未 or 不 would say the opposite
    place = chance.choice([place for place in range(1, len(wording) - 1) if wording[place] not in "未不"])
    return chance.choice(
        (
            f"督查发现{wording}",
            f"{wording}的问题",
            wording[:place] + wording[place + 1 :],
            wording[:place] + wording[place] + wording[place:],
            wording.replace("未", "没有").replace("不", "不太"),
        )
    )


def measure(name: str, texts: Sequence[str], ask: Callable[[str], object]) -> float:
    """Print and return the processor time per reason in microseconds, the best of five runs."""
    best = min(_run(texts, ask) for _ in range(5))
    per_reason = best / len(texts) * 1e6
    print(f"{name:<44}{per_reason:>10.1f} µs")
    return per_reason


def _run(texts: Sequence[str], ask: Callable[[str], object]) -> float:
    start = time.process_time()
    for text in texts:
        ask(text)
    return time.process_time() - start


def main() -> None:
    """Print the times and what came of it."""
    large = catalogue()
    start = time.process_time()
    matcher = Matcher(large)
    print(f"Matcher made for {len(large.entries)} entries: {(time.process_time() - start) * 1e3:.0f} ms")
    cases = reasons(large.entries)
    wordings = [entry.wording for entry in large.entries]
    for kind, texts in (
        ("all", [text for text, _ in cases]),
        ("exact", [text for text, _ in cases[0::3]]),
        ("varied", [text for text, _ in cases[1::3]]),
        ("unknown", [text for text, _ in cases[2::3]]),
    ):
        print(f"-- {len(texts)} reasons, {kind}")
        ours = measure("Matcher.match", texts, matcher.match)
        ratio = measure(
            "extractOne, scorer ratio", texts, lambda text: process.extractOne(text, wordings, scorer=fuzz.ratio)
        )
        default = measure("extractOne, default scorer (WRatio)", texts, lambda text: process.extractOne(text, wordings))
        print(f"{'Matcher / extractOne':<44}{ours / ratio:>10.2f} (ratio) {ours / default:>8.3f} (WRatio)")
    right = sum(_is_right(matcher, text, code) for text, code in cases)
    print(f"right: {right} of {len(cases)}")
    small = Matcher(builtin())
    print("-- the built-in catalogue of 22 entries")
    measure("exact", [entry.wording for entry in small.catalogue.entries], small.match)
    measure("unknown", UNKNOWN, small.match)
    for kind, texts in (("fresh dates", dated()), ("fresh place names", named())):
        measure_fresh(kind, texts)


def dated() -> list[str]:
    """Return reasons that differ in their dates, as a year's texts do."""
    chance = random.Random(20260102)
    return [f"{chance.randint(1, 12)}月{chance.randint(1, 28)}日{chance.choice(_bases())}" for _ in range(18_000)]


def named() -> list[str]:
    """Return reasons that differ in the names of villages."""
    chance = random.Random(20260103)
    first, second = (
        "东西南北青白红龙凤金银铜铁石土木水火山川江河湖海",
        "湾林山河桥塘沟坪坝岭坡岗洼井泉潭滩洲岛屯寨堡庄集店铺",
    )
    return [
        f"{chance.choice(first)}{chance.choice(second)}{chance.choice(second)}村{chance.choice(_bases())}"
        for _ in range(18_000)
    ]


def _bases() -> list[str]:
    return [*(entry.wording for entry in builtin().entries), *UNKNOWN, "驻村队员脱岗", "环境卫生脏乱差"]


def measure_fresh(kind: str, texts: Sequence[str]) -> None:
    """Print the time per reason that nobody asked for before, beside extractOne's on the same 22 wordings."""
    wordings = [entry.wording for entry in builtin().entries]
    fresh = Matcher(builtin())
    ours = _run(texts, fresh.match)
    theirs = _run(texts, lambda text: process.extractOne(text, wordings, scorer=fuzz.WRatio))
    each = 1e6 / len(texts)
    print(f"{kind:<20}{ours * each:>8.1f} µs, WRatio {theirs * each:.1f} µs: {ours / theirs:.2f}")


def _is_right(matcher: Matcher, text: str, code: str | None) -> bool:
    match = matcher.match(text)
    if code is None:
        return match.verdict is Verdict.UNKNOWN
    return match.verdict in (Verdict.STANDARD, Verdict.VARIANT) and match.entries[0].code == code


if __name__ == "__main__":
    main()
