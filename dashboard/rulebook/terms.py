"""The terms of 规则与依据: remedies, carrying out, the annual appraisal."""

from collections.abc import Iterator

from clocks.appraisal import EFFECTS
from clocks.catalogue import Catalogue
from clocks.deadlines import ORGANS, REMEDIES
from clocks.duties import DUTIES
from clocks.words import CERTAINTIES, SYSTEMS
from dashboard.rulebook.tables import Table


def remedies() -> Iterator[Table]:
    """One table per deciding organ."""
    for organ, words in ORGANS.items():
        yield Table(
            f"不服{words}作出的决定",
            ("途径", "向谁提出", "提出的期限", "办理的期限", "可以延长", "依据", "把握程度"),
            tuple(
                (
                    each.name,
                    each.heard_by,
                    f"自{each.asked_from}起{each.ask_within}内"
                    if each.ask_within
                    else "未见期限的规定",
                    f"自{each.decided_from}起{each.decided_within}内",
                    f"最多{each.extension}" if each.extension else "不能",
                    "；".join(each.articles),
                    CERTAINTIES[each.certainty],
                )
                for each in REMEDIES.values()
                if each.organ == organ
            ),
        )


def duties() -> Iterator[Table]:
    for system in dict.fromkeys(duty.system for duty in DUTIES):
        yield Table(
            f"{SYSTEMS[system]}决定作出以后",
            ("应办的事", "由谁办", "期限", "经批准最长", "依据", "把握程度"),
            tuple(
                (
                    duty.what,
                    duty.who,
                    f"决定之日起{duty.within}内" if duty.within else duty.pace,
                    f"决定之日起{duty.longest}"
                    if duty.longest
                    else "不能延长"
                    if duty.within
                    else "",
                    "；".join(duty.articles),
                    CERTAINTIES[duty.certainty],
                )
                for duty in DUTIES
                if duty.system == system
            ),
        )


def appraisal(catalogue: Catalogue) -> Table:
    return Table(
        "公务员年度考核受到的影响（参考，由组织人事部门按规定确定）",
        ("处分（处理）", "作出决定的当年", "以后年度", "说明", "依据", "把握程度"),
        tuple(
            (
                "、".join(catalogue.measures[code].name for code in effect.measures),
                effect.this_year,
                effect.later,
                effect.remark,
                "；".join(effect.articles),
                CERTAINTIES[effect.certainty],
            )
            for effect in EFFECTS
        ),
    )
