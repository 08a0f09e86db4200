"""What carrying out a decision asks of others, and within which term; each with its article."""

from dataclasses import dataclass
from datetime import date

from clocks.deadlines import Term


@dataclass(frozen=True, slots=True)
class Duty:
    """`within` is None where the article only says 及时 or names no number (see `pace`)."""

    key: str
    system: str
    """Of `words.SYSTEMS`."""
    what: str
    who: str
    within: Term | None
    longest: Term | None
    """With approval, counted from the decision as well; None where nothing can be extended."""
    articles: tuple[str, ...]
    certainty: str = "high"
    pace: str = "及时"

    def due_by(self, decided_on: date) -> date | None:
        return self.within.after(decided_on) if self.within else None

    def extended_due_by(self, decided_on: date) -> date | None:
        return self.longest.after(decided_on) if self.longest else None


_MONTH, _HALF_YEAR = Term(months=1), Term(months=6)
_DISCIPLINE = "《中国共产党纪律处分条例》"
_SANCTIONS = "《中华人民共和国公职人员政务处分法》"
_ENTERPRISES = "《国有企业管理人员处分条例》"

DUTIES = (
    Duty(
        "party_announce",
        "party",
        "向受处分党员所在基层组织的全体党员和本人宣布；本人属于领导班子成员的，还向领导班子宣布",
        "执行党纪处分决定的党组织",
        _MONTH,
        _HALF_YEAR,
        (f"{_DISCIPLINE}第四十四条",),
    ),
    Duty(
        "party_file",
        "party",
        "按照干部管理权限和组织关系，将处分决定材料归入本人档案",
        "执行党纪处分决定的党组织",
        _MONTH,
        _HALF_YEAR,
        (f"{_DISCIPLINE}第四十四条",),
    ),
    Duty(
        "party_treatment",
        "party",
        "受到撤销党内职务以上处分的，办理职务、工资、工作及其他有关待遇的变更手续",
        "组织人事部门",
        _MONTH,
        _HALF_YEAR,
        (f"{_DISCIPLINE}第四十四条",),
    ),
    Duty(
        "party_outside_posts",
        "party",
        "涉及撤销或者调整党外职务的，建议党外组织作出处理",
        "作出处分决定的党组织",
        None,
        None,
        (f"{_DISCIPLINE}第四十四条",),
    ),
    Duty(
        "party_report",
        "party",
        "将处分决定的执行情况报告决定机关（这一期限不能延长）",
        "执行党纪处分决定的党组织或者受处分党员所在单位",
        _HALF_YEAR,
        None,
        (f"{_DISCIPLINE}第四十五条",),
    ),
    Duty(
        "state_announce",
        "state",
        "将政务处分决定书送达本人和所在机关、单位，并在一定范围内宣布；按身份书面告知相关机关、单位",
        "监察机关",
        None,
        None,
        (f"{_SANCTIONS}第四十六条",),
    ),
    Duty(
        "state_congress",
        "state",
        "本人是人大代表、政协委员的，向有关人大常委会（乡镇人大主席团）或者政协常委会通报",
        "监察机关",
        None,
        None,
        (f"{_SANCTIONS}第五十条",),
        pace="未写明期限",
    ),
    Duty(
        "state_file",
        "state",
        "将政务处分决定书存入本人档案",
        "人事部门",
        None,
        None,
        (f"{_SANCTIONS}第五十四条",),
        pace="未写明期限",
    ),
    Duty(
        "state_treatment",
        "state",
        "受到降级以上处分的，办理职务、工资及其他有关待遇的变更手续",
        "人事部门",
        _MONTH,
        _HALF_YEAR,
        (f"{_SANCTIONS}第五十四条",),
    ),
    Duty(
        "enterprise_announce",
        "state",
        "国有企业：将处分决定书面通知本人和所在单位，并在一定范围内宣布",
        "任免机关、单位",
        _MONTH,
        None,
        (f"{_ENTERPRISES}第二十七条",),
    ),
    Duty(
        "enterprise_treatment",
        "state",
        "国有企业：受到降级、撤职、开除处分的，办理岗位、职务、工资和其他有关待遇的变更手续",
        "人事部门",
        _MONTH,
        _HALF_YEAR,
        (f"{_ENTERPRISES}第三十六条",),
    ),
    Duty(
        "village_pay",
        "state",
        "村（社区）干部：根据具体情况减发或者扣发补贴、奖金",
        "县级或者乡镇人民政府",
        None,
        None,
        (f"{_SANCTIONS}第二十二条",),
        pace="未写明期限",
    ),
)
