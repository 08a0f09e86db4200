"""What the shell of every page asks for: the rail of the user's role, and the demo band."""

from typing import TypedDict

from django.http import HttpRequest
from django.urls import reverse

from accounts.models import User
from accounts.roles import Role

DESK = ("工作台", "dashboard:desk")
RATINGS = ("综合评价", "evaluation:list")
LETTERS = ("反馈文书", "reports:list")
IMPORTS = ("导入台账", "intake:list")
RULES = ("本地规则", "policy:list")
# The same place on every page: the last entry (WCAG 3.2.6).
HELP = ("帮助", "dashboard:help")

# At most seven entries each (ux.md 2.1); what a role may not open is not there.
RAILS: dict[str, tuple[tuple[str, str], ...]] = {
    Role.DIRECTOR: (DESK, ("回访对象", "cases:list"), RATINGS, LETTERS, IMPORTS, RULES),
    Role.OFFICER: (DESK, ("回访对象", "cases:list"), RATINGS, LETTERS, IMPORTS, RULES),
    Role.LEADER: (DESK, ("回访对象", "cases:list"), RATINGS, LETTERS, RULES),
    Role.ROOM: (DESK, ("我的对象", "cases:list")),
    Role.INSPECTOR: (DESK, ("我的对象", "cases:list")),
    Role.UNIT: (DESK, ("本单位对象", "cases:list")),
    Role.HELPER: (DESK, ("我的帮扶对象", "cases:list")),
    Role.PERSONNEL: (DESK, ("收到的文书", "reports:inbox")),
    Role.ADMIN: (DESK,),
    Role.SECURITY: (DESK,),
    Role.AUDITOR: (DESK,),
}


class Shell(TypedDict):
    navigation: list[tuple[str, str, bool]]
    demo: bool


def navigation(request: HttpRequest) -> Shell:
    """(label, address, is this where we are) for the rail; asks the database nothing."""
    return {
        "navigation": [(label, url, request.path.startswith(url)) for label, url in _rail(request)],
        "demo": getattr(request, "demo", False),
    }


def _rail(request: HttpRequest) -> list[tuple[str, str]]:
    user = getattr(request, "user", None)
    if not isinstance(user, User):
        return []
    return [(label, reverse(name)) for label, name in (*RAILS.get(user.role, ()), HELP)]
