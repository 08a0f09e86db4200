"""rulebook_of(): the whole page in its sections, each with an anchor."""

from dataclasses import dataclass

from cases.actions.policies import SINCE_EVER
from cases.models import Policy
from clocks.appraisal import RULES
from clocks.catalogue import Catalogue
from clocks.words import COMBINATIONS, CONVENTIONS
from dashboard.rulebook import tables, terms
from dashboard.rulebook.tables import Table
from dashboard.rulebook.worked import WorkedExample, worked_examples
from web.dates import cn_date


@dataclass(frozen=True)
class Section:
    anchor: str
    title: str
    words: tuple[str, ...]
    tables: tuple[Table, ...] = ()
    examples: tuple[WorkedExample, ...] = ()


def rulebook_of(catalogue: Catalogue, policy: Policy | None) -> list[Section]:
    """`policy` is the version in force in the reader's office, where he may see it."""
    return [
        _certainty(),
        _measures(catalogue),
        _last_day(policy),
        _together(catalogue),
        _second(catalogue, policy),
        _changes(),
        _examples(catalogue),
        _remedies(),
        _execution(),
        _appraisal(catalogue),
        _differs(),
        _states(),
    ]


def _certainty() -> Section:
    words = (
        "每一行都写明依据的条文和把握程度。本页供办理时核对，不代替条文；条文以公布的文本为准。",
        "影响期（处分期）届满，不再因本次处分受限；是否使用由党委（党组）和组织人事部门按规定研究。",
    )
    return Section("certainty", "怎样看这一页", words, (tables.certainties(),))


def _measures(catalogue: Catalogue) -> Section:
    words = (
        "期限按自然月计算，一年半就是十八个月，不折算成天数。党纪影响期和政务处分期是两个期限，"
        "各自起算、各自届满。",
        "同时有几个应当给予同一种处分的违法行为的，决定书可以写明更长的处分期，最长48个月"
        "（《中华人民共和国公职人员政务处分法》第十五条）；诫勉的期限以本地规则为准。",
    )
    return Section("measures", "处分（处理）种类和期限", words, tuple(tables.measures(catalogue)))


def _last_day(policy: Policy | None) -> Section:
    words = (
        "全国没有统一规定最后一日怎样数，由本机关选定一种口径，写明依据。",
        "期满日不因休息日、节假日提前或者顺延。届满前后三日内，页面提示口径差异，"
        "并写出各种口径都已届满的日子。",
    )
    chosen: tuple[str, ...] = ()
    if policy is not None:
        told = CONVENTIONS[policy.end_convention]
        chosen = (f"{_in_force(policy)}：口径{policy.end_convention}，{told}。",)
    return Section("last-day", "期满日怎样数", (*words, *chosen), (tables.conventions(),))


def _together(catalogue: Catalogue) -> Section:
    words = (
        "同时有几个期限的，逐个事项看：这个事项受哪些期限限制，就等这些期限全部届满。"
        "不同体系的期限不相加。",
        "处分期满而“期满影响使用”的，仍不得列为考察对象"
        "（《党政领导干部选拔任用工作条例》第二十四条）。",
    )
    return Section("together", "几个期限并存时看哪一个", words, (tables.matters(catalogue),))


def _second(catalogue: Catalogue, policy: Policy | None) -> Section:
    words = (
        "新决定的日子在原期限最后一日当天或者以前的，算在期限内；在届满次日的，不算。"
        "再次违纪和发现处分前的漏错，都一样相加。",
    )
    chosen: tuple[str, ...] = ()
    if policy is not None:
        told = COMBINATIONS[policy.combination]
        chosen = (f"{_in_force(policy)}：方法{policy.combination}，{told}。",)
    found = tables.sums(catalogue), tables.combinations()
    return Section("second", "期限内又受处分", (*words, *chosen), found)


def _changes() -> Section:
    return Section("changes", "变更、撤销、延长和恢复", (), (tables.changes(),))


def _examples(catalogue: Catalogue) -> Section:
    words = (
        "下面的日子由系统打开本页时按同一套算法算出，与个案页面一致。"
        "没有另外写明的，按口径A、方法S1。人物和日期都是虚构的。",
    )
    return Section("examples", "算例", words, examples=tuple(worked_examples(catalogue)))


def _remedies() -> Section:
    words = (
        "申诉、复审、复核期间不停止原决定的执行，也不因此加重处分"
        "（《中华人民共和国公职人员政务处分法》第五十六条；《中华人民共和国公务员法》第九十六条；"
        "《国有企业管理人员处分条例》第四十条）。提出申诉是正当权利，不作为负面评价。",
        "原来的审查、审理人员不参加复议复查（《中国共产党纪律检查机关监督执纪工作规则》第五十九条；"
        "《国有企业管理人员处分条例》第四十条）。",
        "按月计算的，到期月份的对应日为最后一日，没有对应日的为当月最后一日；"
        "按日计算的，自次日起数。最后一日是休息日的，本系统不顺延。",
        "组织处理和其他处理的申诉，按决定书写明的途径和期限办理。",
    )
    return Section("remedies", "申诉、复审、复核的期限", words, tuple(terms.remedies()))


def _execution() -> Section:
    words = ("处分执行核查的清单按这里的期限生成。逾期说的是事，不是人。",)
    return Section("execution", "处分执行的期限", words, tuple(terms.duties()))


def _appraisal(catalogue: Catalogue) -> Section:
    words = ("只作参考。系统不确定考核等次，也不据此生成任务。", *RULES)
    return Section("appraisal", "年度考核（参考）", words, (terms.appraisal(catalogue),))


def _differs() -> Section:
    words = (
        "遇到下面的情形，本机关认定的结果与推算不同的，由两人认定：写明认定的日子、依据和日期，"
        "推算的日子仍一并显示。",
    )
    return Section("differs", "各地做法不一、可由两人认定的情形", words, (tables.differs(),))


def _states() -> Section:
    words = (
        "研判和回访记录中的“当前状态”用左边的说法：写表现，不给人贴标签。"
        "右边的叫法只在这里对照，不写进对本人的任何文书。",
    )
    return Section("states", "当前状态的用语", words, (tables.states(),))


def _in_force(policy: Policy) -> str:
    document = f"（{policy.document}）" if policy.document else ""
    since = "" if policy.valid_from == SINCE_EVER else f"自{cn_date(policy.valid_from)}起"
    return f"您所在机关现行规则{document}{since}"
