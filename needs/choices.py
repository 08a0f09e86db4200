"""The words of a need: where it was heard, what it is about, how far it is (practice A75, E.4)."""

from django.db.models import TextChoices


class NeedSource(TextChoices):
    TALK = "talk", "季度谈心谈话"
    VISIT = "visit", "回访"
    HAND = "hand", "单独登记"


class Category(TextChoices):
    """Practice C.13, 诉求办理单."""

    WORK = "work", "工作"
    LIFE = "life", "生活"
    CHILDREN = "children", "子女"
    MEDICAL = "medical", "医疗"
    APPEAL = "appeal", "申诉"
    OTHER = "other", "其他"


class NeedState(TextChoices):
    """登记 → 交办 → 办理中 → 已答复 → 本人确认 / 不可解决说明 → 归档."""

    REGISTERED = "registered", "已登记，待交办"
    ASSIGNED = "assigned", "已交办"
    WORKING = "working", "办理中"
    ANSWERED = "answered", "已答复"
    CONFIRMED = "confirmed", "本人已确认"
    EXPLAINED = "explained", "不能办，已说明"
    ARCHIVED = "archived", "已归档"


_S = NeedState
# What somebody still has to answer.
OPEN_STATES = frozenset({_S.REGISTERED, _S.ASSIGNED, _S.WORKING})
WITH_THE_OWNER = frozenset({_S.ASSIGNED, _S.WORKING})
ANSWERED_STATES = frozenset({_S.ANSWERED, _S.CONFIRMED, _S.EXPLAINED})
# State → the states it may turn into; the database holds the same edges.
NEXT_NEED_STATES: dict[str, frozenset[NeedState]] = {
    _S.REGISTERED: frozenset({_S.ASSIGNED}),
    _S.ASSIGNED: frozenset({_S.WORKING}),
    _S.WORKING: frozenset({_S.ASSIGNED, _S.ANSWERED, _S.EXPLAINED}),
    _S.ANSWERED: frozenset({_S.CONFIRMED, _S.WORKING, _S.ARCHIVED}),
    _S.CONFIRMED: frozenset({_S.WORKING, _S.ARCHIVED}),
    _S.EXPLAINED: frozenset({_S.WORKING, _S.ARCHIVED}),
    _S.ARCHIVED: frozenset(),
}


class Ending(TextChoices):
    """A need that cannot be met is closed too, with how the person was told."""

    SOLVED = "solved", "已办理"
    EXPLAINED = "explained", "不能办，已说明"


class PersonView(TextChoices):
    """What the person himself thinks of the answer."""

    SATISFIED = "satisfied", "满意"
    MOSTLY = "mostly", "基本满意"
    NOT = "not", "不满意"
    UNASKED = "unasked", "未征求"


class NeedAct(TextChoices):
    REGISTERED = "registered", "登记"
    ASSIGNED = "assigned", "交办"
    REPLIED = "replied", "办理进展"
    ANSWERED = "answered", "答复"
    EXPLAINED = "explained", "说明不能办"
    VIEWED = "viewed", "本人意见"
    RETURNED = "returned", "退回继续办理"
    ARCHIVED = "archived", "归档"
    VOIDED = "voided", "作废"
    PASSED_ON = "passed_on", "转交经办人"
