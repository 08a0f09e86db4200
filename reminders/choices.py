"""Who is told, on which rung, and what became of a reminder, a digest and a letter."""

from django.db.models import TextChoices


class Level(TextChoices):
    """The rungs of practice E.2: whoever owes it, then the column 「Escalation」."""

    OWNER = "owner", "责任人"
    UNIT = "unit", "单位书记"
    OFFICE = "office", "审理室"
    DIRECTOR = "director", "审理室主任"
    LEADER = "leader", "分管领导"
    BULLETIN = "bulletin", "月度通报"


# Everything above whoever owes it.
ESCALATED = frozenset(Level) - {Level.OWNER}


class Desk(TextChoices):
    """Where a reminder lies: with one person, or on a desk that several may sit at."""

    HELPER = "helper", "帮扶人"
    HANDLER = "handler", "承办人"
    UNIT = "unit", "单位党组织"
    PERSONNEL = "personnel", "组织（人事）部门"
    CARRIER = "carrier", "承办机关"
    OFFICE = "office", "管档机关"
    DIRECTOR = "director", "审理室主任"
    LEADER = "leader", "分管领导"


# On these desks lies what one account is told; on the others what an organ is told.
OF_ONE = frozenset({Desk.HELPER, Desk.HANDLER})


class State(TextChoices):
    OPEN = "open", "待办"
    SKIPPED = "skipped", "未发出"
    REPLACED = "replaced", "已由后一次提醒代替"
    CLEARED = "cleared", "事项已办"
    WITHDRAWN = "withdrawn", "已撤回"


class Reason(TextChoices):
    """Why a step was not told, or was taken back."""

    MISSED = "missed", "当时未能发出，已由最近一次提醒代替"
    MOVED = "moved", "到期日已变动"
    NOT_OWED = "not_owed", "事项已撤回"
    EXEMPT = "exempt", "事项已免除"
    PAUSED = "paused", "档案暂停中"
    STEPS = "steps", "提醒天数已调整"


WITHDRAWALS = frozenset(Reason) - {Reason.MISSED}


class Mail(TextChoices):
    """Where the letter of a digest stands; most offices send none."""

    OFF = "off", "只在系统内"
    QUEUED = "queued", "等待发送"
    SENDING = "sending", "正在发送"
    SENT = "sent", "已发送"
    FAILED = "failed", "未能发送"
