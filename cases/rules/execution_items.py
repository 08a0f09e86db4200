"""The items of 处分执行核查: to which decisions each belongs, what is looked at, whose it is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from cases.choices import Identity, System
from cases.choices.execution import ExecutionItem as Item

PACE = "及时"
_SANCTIONS = frozenset({System.PARTY, System.STATE, System.INSTITUTION})
# 撤销党内职务 and above, 降级 and above: post and pay change (条例 44; 政务处分法 54).
_TREATMENT = frozenset({"PR", "PP1", "PP2", "PE", "AL", "AR", "AX", "IG", "IX"})
_HEAVY_PARTY = frozenset({"PR", "PP1", "PP2", "PE"})
_PROBATION = frozenset({"PP1", "PP2"})
_DISMISSALS = frozenset({"AX", "IX"})
_ADMONITION = "LA"
# Organisational measures with a period of their own.
_POST_MEASURES = frozenset({"OA", "OR", "OD", "OG"})
_STATE_ACT = "《中华人民共和国公职人员政务处分法》"
_PARTY_RULES = "《中国共产党纪律处分条例》"
_TO_CHECK = f"{_PARTY_RULES}（条款待核对）"

Applies = Callable[[str, str, str], bool]


@dataclass(frozen=True, slots=True)
class Spec:
    """`applies(system, measure, identity)`. `terms`: system to a key of clocks.duties, for the
    decisions of which `has_term` holds; "enterprise" stands for state measures of an enterprise's
    staff. `may_precede`: done before the decision as often as after it, as when the money was given
    back during the inquiry. `of_person`: asked once for the decisions of one day."""

    check: str
    who: str
    applies: Applies
    terms: Mapping[str, str] = field(default_factory=dict)
    has_term: Applies | None = None
    bases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    if_any: bool = False
    of_person: bool = False
    may_precede: bool = False

    def duty(self, system: str, measure: str, identity: str) -> str:
        if self.has_term is not None and not self.has_term(system, measure, identity):
            return ""
        is_enterprise = system == System.STATE and identity == Identity.ENTERPRISE_MANAGER
        own = self.terms.get("enterprise", "") if is_enterprise else ""
        return own or self.terms.get(system, "")

    def articles(self, system: str) -> tuple[str, ...]:
        return self.bases.get(system, self.bases.get("", ()))


def _all(system: str, measure: str, identity: str) -> bool:
    return True


def _papers(system: str, measure: str, identity: str) -> bool:
    """Decisions that are announced and filed; 诫勉 and 组织处理 are filed only."""
    return system in _SANCTIONS


def _filed(system: str, measure: str, identity: str) -> bool:
    return system in _SANCTIONS or measure in _POST_MEASURES or measure == _ADMONITION


def _treatment(system: str, measure: str, identity: str) -> bool:
    return measure in _TREATMENT


def _pay(system: str, measure: str, identity: str) -> bool:
    return (system in _SANCTIONS or measure in _POST_MEASURES) and not _allowance(
        system, measure, identity
    )


def _allowance(system: str, measure: str, identity: str) -> bool:
    """政务处分法 22 speaks of state measures only."""
    return system == System.STATE and identity == Identity.VILLAGE_CADRE


def _appraisal(system: str, measure: str, identity: str) -> bool:
    bars = system in _SANCTIONS or measure in _POST_MEASURES or measure == _ADMONITION
    return bars and measure not in _DISMISSALS and identity != Identity.RETIRED


def _honours(system: str, measure: str, identity: str) -> bool:
    bars = system in _SANCTIONS or measure in _POST_MEASURES or measure == _ADMONITION
    return bars and measure not in _DISMISSALS


def _outside_posts(system: str, measure: str, identity: str) -> bool:
    return measure in _HEAVY_PARTY or system == System.STATE


def _organisational(system: str, measure: str, identity: str) -> bool:
    return system == System.ORGANISATIONAL


def _probation(system: str, measure: str, identity: str) -> bool:
    return measure in _PROBATION


def _party(system: str, measure: str, identity: str) -> bool:
    return system == System.PARTY


def _never(system: str, measure: str, identity: str) -> bool:
    """Not of a standing decision: brought about by its change or annulment."""
    return False


_RELIEF: Mapping[str, tuple[str, ...]] = {
    System.STATE: (f"{_STATE_ACT}第六十条",),
    "": (f"参照{_STATE_ACT}第六十条",),
}
_TREATMENT_TERMS: Mapping[str, str] = {
    System.PARTY: "party_treatment",
    System.STATE: "state_treatment",
    "enterprise": "enterprise_treatment",
}
_GAINS: Mapping[str, tuple[str, ...]] = {
    System.STATE: (f"{_STATE_ACT}第二十五条",),
    System.PARTY: (_TO_CHECK,),
}

# In the order of the form.
SPECS: Mapping[Item, Spec] = {
    Item.DELIVERED: Spec(
        "决定书送达本人和所在单位，抄送有关机关的回执",
        "作出决定的机关",
        _all,
        terms={System.STATE: "state_announce", "enterprise": "enterprise_announce"},
    ),
    Item.ANNOUNCED: Spec(
        "宣布的会议记录：日期、范围、到会人数；班子成员的，还有班子会议记录",
        "所在党组织、单位",
        _papers,
        terms={
            System.PARTY: "party_announce",
            System.STATE: "state_announce",
            "enterprise": "enterprise_announce",
        },
    ),
    Item.FILED: Spec(
        "干部人事档案（党员档案）接收回执",
        "组织人事部门",
        _filed,
        terms={System.PARTY: "party_file", System.STATE: "state_file"},
    ),
    Item.POST: Spec(
        "职务、职级、级别、岗位等级变更的文件",
        "组织人事部门",
        _treatment,
        terms=_TREATMENT_TERMS,
        may_precede=True,
    ),
    Item.PAY: Spec(
        "工资、津补贴、绩效和奖金逐月发放表：有没有多发、少发，多发的是否追回",
        "组织人事、财务部门",
        _pay,
        terms=_TREATMENT_TERMS,
        has_term=_treatment,
        of_person=True,
        may_precede=True,
    ),
    Item.ALLOWANCE: Spec(
        "补贴、奖金发放表：减发或者扣发的月份和金额",
        "县级或者乡镇人民政府",
        _allowance,
        terms={System.STATE: "village_pay"},
        of_person=True,
    ),
    Item.APPRAISAL: Spec(
        "受处分当年和以后年度的考核登记表，与年度考核参考表对照",
        "组织人事部门",
        _appraisal,
        of_person=True,
    ),
    Item.HONOURS: Spec(
        "影响期内有没有评先评优、提拔、晋升职级；有的，附有关文件",
        "组织人事部门",
        _honours,
        of_person=True,
    ),
    Item.GAINS: Spec(
        "没收、追缴、责令退赔的票据",
        "办案机关、财务部门",
        _papers,
        bases=_GAINS,
        if_any=True,
        of_person=True,
        may_precede=True,
    ),
    Item.TITLES: Spec(
        "纠正因违纪违法获得的职称、学历、学位、荣誉、资格的文件",
        "原授予单位",
        _papers,
        bases=_GAINS,
        if_any=True,
        of_person=True,
        may_precede=True,
    ),
    Item.OUTSIDE_POSTS: Spec(
        "撤销、调整党外职务的建议和答复；是人大代表、政协委员的，通报函",
        "作出决定的机关",
        _outside_posts,
        terms={System.PARTY: "party_outside_posts", System.STATE: "state_congress"},
        if_any=True,
        of_person=True,
        may_precede=True,
    ),
    Item.ORGANISATIONAL: Spec(
        "停职、调整、免职、降职等的文件",
        "组织人事部门",
        _organisational,
        bases={"": ("《中国共产党组织处理规定（试行）》",)},
        may_precede=True,
    ),
    Item.RIGHTS: Spec(
        "察看期间没有行使表决权、选举权、被选举权的记录；期满后恢复党员权利的决定",
        "所在党支部",
        _probation,
        bases={"": (f"{_PARTY_RULES}第十二条",)},
    ),
    Item.REPORT: Spec(
        "报决定机关的书面报告（六个月，不能延长）",
        "所在党组织、单位",
        _party,
        terms={System.PARTY: "party_report"},
    ),
    Item.CHANGE_TOLD: Spec(
        "变更决定送达本人、在原宣布范围内宣布的记录",
        "作出变更决定的机关",
        _never,
        bases=_RELIEF,
    ),
    Item.NAME_RESTORED: Spec(
        "在原决定公布范围内恢复名誉的会议记录或者文件",
        "作出撤销决定的机关",
        _never,
        bases=_RELIEF,
    ),
    Item.POST_RESTORED: Spec(
        "恢复或者相应安排职务、职级、级别、岗位的文件",
        "组织人事部门",
        _never,
        bases=_RELIEF,
        of_person=True,
    ),
    Item.REPAID: Spec(
        "补发工资、津补贴、绩效、奖金的发放表；没收、追缴有误的，返还凭证",
        "组织人事、财务部门",
        _never,
        bases=_RELIEF,
        of_person=True,
    ),
    Item.REAPPRAISED: Spec(
        "按变更或者撤销后的情况重新确定的年度考核等次",
        "组织人事部门",
        _never,
        bases=_RELIEF,
        of_person=True,
    ),
}
