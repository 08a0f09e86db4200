"""What the shell of every page asks for: the rail of the user's role, and the demo band."""

from typing import TypedDict

from django.http import HttpRequest
from django.urls import reverse

from accounts.models import User
from accounts.roles import DISCIPLINE_ROLES, OFFICE_ROLES, Permission, Role

DESK = ("工作台", "dashboard:desk")
RATINGS = ("综合评价", "evaluation:list")
LETTERS = ("反馈文书", "reports:list")
IMPORTS = ("导入台账", "intake:list")
RULES = ("本地规则", "policy:list")
ACCOUNTS = ("用户与权限", "stewards:users")
CHANGES = ("等待复核", "stewards:changes")
HANDED = ("交办事项", "cases:handed")
NEEDS = ("诉求", "needs:board")
VISITS = ("我的回访", "visits:my_visits")
MATRIX = ("谁能做什么", "stewards:rights")
LOG = ("审计日志", "stewards:log")
# The same place on every page: the last entry (WCAG 3.2.6).
HELP = ("帮助", "dashboard:help")

# At most seven entries each (ux.md 2.1); what a role may not open is not there.
RAILS: dict[str, tuple[tuple[str, str], ...]] = {
    Role.DIRECTOR: (DESK, ("回访对象", "cases:list"), RATINGS, LETTERS, IMPORTS, RULES),
    Role.OFFICER: (DESK, ("回访对象", "cases:list"), RATINGS, LETTERS, IMPORTS, RULES),
    Role.LEADER: (DESK, ("回访对象", "cases:list"), RATINGS, LETTERS, RULES),
    Role.ROOM: (DESK, ("我的对象", "cases:list"), VISITS, NEEDS),
    Role.INSPECTOR: (DESK, ("我的对象", "cases:list"), VISITS, NEEDS),
    Role.UNIT: (DESK, ("本单位对象", "cases:list"), NEEDS),
    Role.HELPER: (DESK, ("谈话记录", "visits:own_talks")),
    Role.PERSONNEL: (DESK, ("收到的文书", "reports:inbox"), HANDED, NEEDS),
    Role.ADMIN: (
        ("系统管理", "stewards:start"),
        ACCOUNTS,
        ("单位", "stewards:units"),
        CHANGES,
        ("工作日历", "stewards:calendar"),
    ),
    Role.SECURITY: (("安全管理", "stewards:start"), ACCOUNTS, MATRIX, CHANGES, LOG),
    Role.AUDITOR: (("审计管理", "stewards:start"), LOG),
}


# What a desk leads to besides what stands on the rail: who holds the right, whose desk it is.
BESIDE: tuple[tuple[str, str, Permission, frozenset[str]], ...] = (
    ("回访安排", "visits:board", Permission.VISIT_VIEW, OFFICE_ROLES),
    ("诉求", "needs:board", Permission.NEED_VIEW, OFFICE_ROLES),
    ("领导小组", "visits:group", Permission.YEAR_PLAN_VIEW, OFFICE_ROLES),
    ("月报和年报", "visits:reports_due", Permission.YEAR_PLAN_VIEW, DISCIPLINE_ROLES),
    ("方案模板", "visits:templates", Permission.POLICY_EDIT, OFFICE_ROLES),
    ("人员和分工", "stewards:colleagues", Permission.WORK_PASS_ON, OFFICE_ROLES),
)


class News(TypedDict):
    url: str
    count: int


class Shell(TypedDict):
    notices: News | None
    navigation: list[tuple[str, str, bool]]
    demo: bool


def navigation(request: HttpRequest) -> Shell:
    """(label, address, is this where we are) for the rail; asks the database nothing.

    We are at the entry with the longest address: /admin/users/ is not /admin/ too.
    """
    rail = _rail(request)
    news = getattr(request, "news", None)
    here = max((url for _, url in rail if request.path.startswith(url)), key=len, default="")
    return {
        "notices": None if news is None else {"url": reverse("reminders:inbox"), "count": news},
        "navigation": [(label, url, url == here) for label, url in rail],
        "demo": getattr(request, "demo", False),
    }


def beside(user: User) -> list[tuple[str, str]]:
    """(label, address) of what the desk of this user leads to."""
    return [
        (label, reverse(name))
        for label, name, permission, roles in BESIDE
        if user.role in roles and user.may(permission)
    ]


def _rail(request: HttpRequest) -> list[tuple[str, str]]:
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return []
    return [(label, reverse(name)) for label, name in (*RAILS.get(user.role, ()), HELP)]
