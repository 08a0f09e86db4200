"""Outcomes, kinds and purposes of what is recorded; verbs.py and classes.py have the verbs."""

from django.db.models import TextChoices

from audit.choices.classes import CHANGE, CLASSES, class_of
from audit.choices.verbs import Verb

__all__ = [
    "CHANGE",
    "CLASSES",
    "Kind",
    "Outcome",
    "Purpose",
    "Verb",
    "class_of",
    "purposes",
    "verbs",
]


class Outcome(TextChoices):
    DONE = "done", "完成"
    REFUSED = "refused", "被拒绝"
    FAILED = "failed", "未完成"


class Kind(TextChoices):
    """The classes of security.md 4.1; what the lists are filtered by."""

    LOGIN = "login", "登录和退出"
    READ = "read", "查看"
    SEARCH = "search", "查找"
    REVEAL = "reveal", "查看受限内容"
    PRINT = "print", "打印和下载"
    CHANGE = "change", "办理和修改"
    ISSUE = "issue", "发出和签收"
    RIGHTS = "rights", "账号和授权"
    ADMIN = "admin", "系统运行"
    REFUSED = "refused", "被拒绝"


class Purpose(TextChoices):
    """What somebody wants in a dossier that is not his work."""

    VISIT = "visit", "回访准备"
    REVIEW = "review", "审核"
    LEADER = "leader", "领导批示"
    CHECK = "check", "数据核对"
    OTHER = "other", "其他（写明）"


def verbs() -> list[tuple[str, str]]:
    """For the column: named in its migration, so that a new verb needs none."""
    return Verb.choices


def purposes() -> list[tuple[str, str]]:
    return Purpose.choices
