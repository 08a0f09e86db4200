"""Words of an import: where a batch stands, what a row is, what was answered."""

from django.db.models import TextChoices


class BatchState(TextChoices):
    MAPPING = "mapping", "待对应列"
    CHECKED = "checked", "待核对"
    COMMITTING = "committing", "正在导入"
    COMMITTED = "committed", "已导入"
    UNDONE = "undone", "已撤销"
    DROPPED = "dropped", "已放弃"


class RowKind(TextChoices):
    NEW = "new", "新增"
    CHANGED = "changed", "有变化"
    SAME = "same", "无变化"
    WRONG = "wrong", "需修改"


class Answer(TextChoices):
    """To 可能是同一人."""

    OPEN = "", "请选择"
    SAME = "same", "是同一人"
    OTHER = "other", "不是同一人"


# States in which a batch waits for its office; /import/ lists them as unfinished.
OPEN_STATES = frozenset({BatchState.MAPPING, BatchState.CHECKED, BatchState.COMMITTING})
