"""Terms that run from a decision or its receipt; legal terms never move for rest days.

The first functions are what the executing side owes; `REMEDIES` is what the person may ask for and
until when. A term of months ends on the matching day, or on the month's last day where there is
none; a term of days does not count its first day (民法典 201, 202 by analogy).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from clocks.months import add_months


def announce_by(decided_on: date) -> date:
    """条例 44: announced, filed, post and pay changed within one month; 政务处分法 54 alike."""
    return add_months(decided_on, 1)


def extended_announce_by(decided_on: date) -> date:
    """条例 44; 政务处分法 54: with approval at most six months altogether."""
    return add_months(decided_on, 6)


def execution_report_by(decided_on: date) -> date:
    """条例 45: execution is reported within six months, not extendable."""
    return add_months(decided_on, 6)


def review_request_by(received_on: date) -> date:
    """监察法 56; 政务处分法 55: 复审 is asked for within one month of receipt."""
    return add_months(received_on, 1)


@dataclass(frozen=True, slots=True)
class Term:
    """So many calendar months or so many days."""

    months: int = 0
    days: int = 0

    def after(self, day: date) -> date:
        """The last day of the term that `day` opens."""
        return add_months(day, self.months) + timedelta(days=self.days)

    def __str__(self) -> str:
        return f"{self.months}个月" if self.months else f"{self.days}日"


@dataclass(frozen=True, slots=True)
class Remedy:
    """One step a person may take against a decision, and how long everybody has.

    `ask_within` is None where no text limits the asking; `extension` is None where none is allowed.
    """

    key: str
    name: str
    system: str
    """Of `words.SYSTEMS`."""
    organ: str
    """Whose decision it is against: of `ORGANS`."""
    heard_by: str
    ask_within: Term | None
    asked_from: str
    decided_within: Term
    decided_from: str
    extension: Term | None
    articles: tuple[str, ...]
    certainty: str
    follows: str = ""
    """The key of the step whose outcome it is against."""

    def ask_by(self, known_on: date) -> date | None:
        """The last day to ask, from the day of `asked_from` (usually of receipt)."""
        return self.ask_within.after(known_on) if self.ask_within else None

    def decide_by(self, accepted_on: date) -> date:
        """The last day to decide, from the day of `decided_from`."""
        return self.decided_within.after(accepted_on)

    def extended_decide_by(self, accepted_on: date) -> date:
        """The same with the longest extension the article allows, counted on from its end."""
        end = self.decide_by(accepted_on)
        return self.extension.after(end) if self.extension else end


ORGANS = {
    "party": "党组织、纪检机关",
    "supervision": "监察机关",
    "enterprise": "国有企业管理人员的任免机关、单位",
    "office": "公务员所在机关（任免机关）",
    "institution": "事业单位或者其主管部门",
}

_MONTH, _TWO_MONTHS, _THREE_MONTHS = Term(months=1), Term(months=2), Term(months=3)
_FORTNIGHT, _THIRTY_DAYS, _SIXTY_DAYS = Term(days=15), Term(days=30), Term(days=60)
_RULES = "《中国共产党纪律检查机关监督执纪工作规则》第五十九条"
_SUPERVISION = "《中华人民共和国监察法》第五十六条"
_SANCTIONS = "《中华人民共和国公职人员政务处分法》第五十五条"
_ENTERPRISES = "《国有企业管理人员处分条例》"
_SERVANTS = "《中华人民共和国公务员法》"
_INSTITUTIONS = "《事业单位工作人员处分规定》（期限待核对）"

_ALL = (
    Remedy(
        key="party_appeal",
        name="申诉（复议复查）",
        system="party",
        organ="party",
        heard_by="批准或者决定处分的党组织、纪检机关",
        ask_within=None,
        asked_from="收到处分决定之日",
        decided_within=_THREE_MONTHS,
        decided_from="受理之日",
        extension=None,
        articles=("《中国共产党纪律处分条例》第四十五条", _RULES),
        certainty="medium",
    ),
    Remedy(
        key="state_review",
        name="复审",
        system="state",
        organ="supervision",
        heard_by="作出决定的监察机关",
        ask_within=_MONTH,
        asked_from="收到处分决定之日",
        decided_within=_MONTH,
        decided_from="受理之日",
        extension=None,
        articles=(_SUPERVISION, _SANCTIONS),
        certainty="high",
    ),
    Remedy(
        key="state_recheck",
        name="复核",
        system="state",
        organ="supervision",
        heard_by="上一级监察机关",
        ask_within=_MONTH,
        asked_from="收到复审决定之日",
        decided_within=_TWO_MONTHS,
        decided_from="受理之日",
        extension=None,
        articles=(_SUPERVISION, _SANCTIONS),
        certainty="high",
        follows="state_review",
    ),
    Remedy(
        key="enterprise_recheck",
        name="复核",
        system="state",
        organ="enterprise",
        heard_by="作出处分决定的任免机关、单位",
        ask_within=_MONTH,
        asked_from="收到处分决定书之日",
        decided_within=_MONTH,
        decided_from="接到复核申请之日",
        extension=None,
        articles=(f"{_ENTERPRISES}第三十八条",),
        certainty="high",
    ),
    Remedy(
        key="enterprise_appeal",
        name="申诉",
        system="state",
        organ="enterprise",
        heard_by="上一级机关、单位",
        ask_within=_MONTH,
        asked_from="收到复核决定之日",
        decided_within=_TWO_MONTHS,
        decided_from="受理之日",
        extension=_MONTH,
        articles=(f"{_ENTERPRISES}第三十九条",),
        certainty="high",
        follows="enterprise_recheck",
    ),
    Remedy(
        key="office_recheck",
        name="复核",
        system="state",
        organ="office",
        heard_by="作出处分决定的机关",
        ask_within=_THIRTY_DAYS,
        asked_from="知道处分决定之日",
        decided_within=_THIRTY_DAYS,
        decided_from="接到复核申请书之日",
        extension=None,
        articles=(f"{_SERVANTS}第九十五条、第九十六条",),
        certainty="high",
    ),
    Remedy(
        key="office_appeal",
        name="申诉（经复核）",
        system="state",
        organ="office",
        heard_by="同级公务员主管部门或者上一级机关",
        ask_within=_FORTNIGHT,
        asked_from="接到复核决定之日",
        decided_within=_SIXTY_DAYS,
        decided_from="受理之日",
        extension=_THIRTY_DAYS,
        articles=(f"{_SERVANTS}第九十五条、第九十六条",),
        certainty="high",
        follows="office_recheck",
    ),
    Remedy(
        key="office_direct_appeal",
        name="申诉（不经复核）",
        system="state",
        organ="office",
        heard_by="同级公务员主管部门或者上一级机关",
        ask_within=_THIRTY_DAYS,
        asked_from="知道处分决定之日",
        decided_within=_SIXTY_DAYS,
        decided_from="受理之日",
        extension=_THIRTY_DAYS,
        articles=(f"{_SERVANTS}第九十五条、第九十六条",),
        certainty="high",
    ),
    Remedy(
        key="institution_recheck",
        name="复核",
        system="institution",
        organ="institution",
        heard_by="作出处分决定的单位",
        ask_within=_THIRTY_DAYS,
        asked_from="知道处分决定之日",
        decided_within=_THIRTY_DAYS,
        decided_from="接到复核申请之日",
        extension=None,
        articles=(_INSTITUTIONS,),
        certainty="low",
    ),
    Remedy(
        key="institution_appeal",
        name="申诉",
        system="institution",
        organ="institution",
        heard_by="主管部门或者同级事业单位人事综合管理部门",
        ask_within=_THIRTY_DAYS,
        asked_from="接到复核决定之日",
        decided_within=_SIXTY_DAYS,
        decided_from="受理之日",
        extension=_THIRTY_DAYS,
        articles=(_INSTITUTIONS,),
        certainty="low",
        follows="institution_recheck",
    ),
)
REMEDIES: Mapping[str, Remedy] = {remedy.key: remedy for remedy in _ALL}


def remedies_of(system: str) -> tuple[Remedy, ...]:
    """Every remedy against a decision of this system; none where no text was found."""
    return tuple(remedy for remedy in _ALL if remedy.system == system)


def next_steps(key: str) -> tuple[Remedy, ...]:
    """What stays open after the outcome of this one."""
    return tuple(remedy for remedy in _ALL if remedy.follows == key)
