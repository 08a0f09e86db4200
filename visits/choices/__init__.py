"""The words of assessment, plan, visit and talk (ux: facts and needs, never labels)."""

from django.db.models import TextChoices

from visits.choices.owing import (
    BRANCH_KINDS as BRANCH_KINDS,
)
from visits.choices.owing import (
    BY_HAND as BY_HAND,
)
from visits.choices.owing import (
    ONCE as ONCE,
)
from visits.choices.owing import (
    RECEIVER_KINDS as RECEIVER_KINDS,
)
from visits.choices.owing import (
    UNDONE as UNDONE,
)
from visits.choices.owing import (
    UNIT_KINDS as UNIT_KINDS,
)
from visits.choices.owing import (
    ObligationKind as ObligationKind,
)
from visits.choices.owing import (
    ObligationState as ObligationState,
)
from visits.choices.owing import (
    PeriodShape as PeriodShape,
)
from visits.choices.owing import (
    Withdrawal as Withdrawal,
)
from visits.choices.owing import (
    shape_of as shape_of,
)


class State(TextChoices):
    """The six states (decisions 1.13); the newspaper's names for them are not shown."""

    UNMOTIVATED = "unmotivated", "动力不足"
    WITHDRAWN = "withdrawn", "情绪低落与回避交流"
    DISAGREEING = "disagreeing", "对处分仍有不同意见"
    HESITANT = "hesitant", "有顾虑放不开"
    WORSENING = "worsening", "出现新的不良表现"
    ENGAGED = "engaged", "积极投入"


class Mood(TextChoices):
    ENGAGED = "engaged", "积极投入"
    STEADY = "steady", "平稳"
    WORRIED = "worried", "有些顾虑"
    LOW = "low", "比较低落"
    NOT_TALKED = "not_talked", "没有谈到"


# A talk that found one of these asks the office to look in again within two weeks.
MOODS_TO_FOLLOW = frozenset({Mood.WORRIED, Mood.LOW})


class Attitude(TextChoices):
    CLEAR = "clear", "认识到位"
    MOSTLY = "mostly", "基本认识到位"
    DIFFERS = "differs", "还有不同意见"
    NOT_TALKED = "not_talked", "没有谈到"


class Willingness(TextChoices):
    WILLING = "willing", "愿意接受回访"
    HESITANT = "hesitant", "可以接受，有顾虑"
    NOT_NOW = "not_now", "暂不愿意"
    NOT_REACHED = "not_reached", "尚未联系上"


class Need(TextChoices):
    NONE = "none", "暂无"
    SOME = "some", "有"


class Approach(TextChoices):
    """The four main approaches of practice A41."""

    AFFIRM = "affirm", "肯定为主"
    PLATFORM = "platform", "提供干事创业平台"
    CARE = "care", "重在关心关爱"
    EDUCATE = "educate", "加强教育引导"


class Area(TextChoices):
    THOUGHT = "thought", "思想"
    WORK = "work", "工作"
    LIFE = "life", "生活"


class Phase(TextChoices):
    WHOLE = "whole", "总目标"
    EARLY = "early", "首次回访阶段"
    MIDDLE = "middle", "影响期中"
    LATE = "late", "期满前后"


class PlanStatus(TextChoices):
    DRAFT = "draft", "草稿"
    SUBMITTED = "submitted", "待主任审批"
    ENDORSED = "endorsed", "待分管领导审批"
    CONFIRMED = "confirmed", "待领导小组审批"
    RETURNED = "returned", "已退回"
    APPROVED = "approved", "执行中"
    COMPLETED = "completed", "已完成"
    SUPERSEDED = "superseded", "已由新版替代"


EDITABLE_PLANS = frozenset({PlanStatus.DRAFT, PlanStatus.RETURNED})
WAITING_PLANS = frozenset({PlanStatus.SUBMITTED, PlanStatus.ENDORSED, PlanStatus.CONFIRMED})
OPEN_PLANS = EDITABLE_PLANS | WAITING_PLANS
# The plan that holds for the person: carried out, or carried out already.
STANDING_PLANS = frozenset({PlanStatus.APPROVED, PlanStatus.COMPLETED})
# What a unit may read: a plan that was in force.
IN_FORCE_PLANS = STANDING_PLANS | {PlanStatus.SUPERSEDED}
_P = PlanStatus
# Practice E.4; the database lets no other change through.
PLAN_EDGES: dict[PlanStatus, frozenset[PlanStatus]] = {
    _P.DRAFT: frozenset({_P.SUBMITTED}),
    _P.RETURNED: frozenset({_P.SUBMITTED}),
    _P.SUBMITTED: frozenset({_P.ENDORSED, _P.CONFIRMED, _P.APPROVED, _P.RETURNED}),
    _P.ENDORSED: frozenset({_P.CONFIRMED, _P.APPROVED, _P.RETURNED}),
    _P.CONFIRMED: frozenset({_P.APPROVED, _P.RETURNED}),
    _P.APPROVED: frozenset({_P.COMPLETED, _P.SUPERSEDED}),
    _P.COMPLETED: frozenset({_P.SUPERSEDED}),
}


class Opinion(TextChoices):
    SUBMIT = "submit", "送审"
    APPROVE = "approve", "同意"
    RETURN = "return", "退回修改"


class TalkMode(TextChoices):
    FACE = "face", "当面"
    HOME = "home", "入户"
    PHONE = "phone", "电话"
    OTHER = "other", "其他"


class Topic(TextChoices):
    THOUGHT = "thought", "思想"
    WORK = "work", "工作"
    STUDY = "study", "学习"
    FAMILY = "family", "家庭"
    HEALTH = "health", "身体"
    ADVICE = "advice", "对组织的意见建议"


class Entry(TextChoices):
    """Who typed the talk in (decisions 3.10)."""

    HELPER = "helper", "帮扶人登记"
    UNIT = "unit", "单位代录"
    OFFICE = "office", "审理室代录"


class FormKind(TextChoices):
    """Forms that keep a draft while they are filled in."""

    PLAN = "plan", "研判和方案"
    VISIT = "visit", "回访记录"
    TALK = "talk", "谈心谈话"
    NOTE = "note", "单位动态"


class MarkWithdrawal(TextChoices):
    """Why the clock sweep took a mark back; revived when the clock comes back to that day."""

    MOVED = "moved", "届满日已变动"
    ANNULLED = "annulled", "处分决定已撤销或作废"
    AWAITING = "awaiting", "等待恢复党员权利"
    STEPS = "steps", "提醒天数已调整"
    SHUT = "shut", "档案已结"
