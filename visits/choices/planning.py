"""The words of state, class, plan and leading group."""

from django.db.models import TextChoices


class StateSource(TextChoices):
    ASSESSMENT = "assessment", "研判"
    VISIT = "visit", "回访"
    TALK = "talk", "谈心谈话"
    HAND = "hand", "人工登记"


class ConsultationOutcome(TextChoices):
    """What a 会商 on 出现新的不良表现 may find (practice A.9)."""

    UNFOUNDED = "unfounded", "未发现问题，继续帮扶"
    REMINDED = "reminded", "提醒教育后继续帮扶"
    REFERRED = "referred", "按程序移交线索"


class VisitClass(TextChoices):
    """Practice A.8. 重点 is visited whenever 必访 would be, and by a team with a 负责人."""

    MUST = "must", "必访"
    KEY = "key", "重点"
    GENERAL = "general", "一般"
    OUT = "out", "不列入"


# At least so many office visits a year as the office's rules say (practice E.2).
MANDATORY = frozenset({VisitClass.MUST, VisitClass.KEY})


class Lane(TextChoices):
    """Three lanes, each with one responsible body (practice A04)."""

    HELP = "help", "帮扶"
    VISIT = "visit", "回访"
    USE = "use", "使用"


class MeasureKind(TextChoices):
    """Practice A57: 解心结, then 激发干劲."""

    UNTIE = "untie", "解结"
    ENABLE = "enable", "赋能"


class StepKind(TextChoices):
    VISIT = "visit", "回访"
    TALK = "talk", "谈心谈话"
    EVALUATION = "evaluation", "综合评价"


class PersonView(TextChoices):
    """What the person himself says to his plan."""

    AGREES = "agrees", "同意"
    DIFFERS = "differs", "有不同意见"
    NOT_ASKED = "not_asked", "未能征求"


class MeasureOutcome(TextChoices):
    DONE = "done", "已完成"
    CANCELLED = "cancelled", "不再实施"


class Anchor(TextChoices):
    """From which day a template counts."""

    DECIDED = "decided", "处分决定之日"
    MIDDLE = "middle", "影响期过半"
    END = "end", "影响期届满日"


class TemplatePart(TextChoices):
    GOAL = "goal", "目标"
    MEASURE = "measure", "措施"
    STEP = "step", "安排"


class GroupPart(TextChoices):
    HEAD = "head", "组长"
    DEPUTY = "deputy", "副组长"
    MEMBER = "member", "成员"


class YearPlanStatus(TextChoices):
    DRAFT = "draft", "草稿"
    SUBMITTED = "submitted", "待审批"
    APPROVED = "approved", "已批准"


class Colour(TextChoices):
    """Practice A.10: a popular typology, no validated test; restricted, and off by default."""

    RED = "red", "红"
    BLUE = "blue", "蓝"
    YELLOW = "yellow", "黄"
    GREEN = "green", "绿"
