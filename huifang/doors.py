"""Every address of the program and who may open it: the system check that no door stands open."""

from collections.abc import Iterator
from typing import Any

from django.core.checks import CheckMessage, Error
from django.urls import URLPattern, URLResolver, get_resolver

# Whoever is not signed in may sign in and set letter size and keys; nothing else.
PUBLIC = frozenset(
    {
        "signin.views.doors.login",
        "signin.views.doors.code_login",
        "signin.views.doors.logout",
        "web.views.text_size",
        "web.views.keys",
    }
)
# Whoever is signed in, with any role or none yet, has these for himself (signin.views.own).
OWN = frozenset(
    {
        "signin.views.second.second",
        "signin.views.second.enrol",
        "signin.views.second.recovery",
        "signin.views.confirm.confirm",
        "signin.views.prefs.prefs",
        "signin.views.prefs.password",
        "signin.views.session.session",
        "signin.views.session.back",
        "signin.views.session.discard",
    }
)


def views(resolver: URLResolver | None = None) -> Iterator[tuple[str, Any]]:
    """Name and function behind every address."""
    for each in (resolver or get_resolver()).url_patterns:
        if isinstance(each, URLResolver):
            yield from views(each)
        elif isinstance(each, URLPattern):
            yield f"{each.callback.__module__}.{each.callback.__name__}", each.callback


def unguarded(resolver: URLResolver | None = None) -> list[str]:
    """Views that name no permission, beyond those everybody has."""
    open_to_all = PUBLIC | OWN
    return sorted(
        {name for name, view in views(resolver) if not getattr(view, "permission", None)}
        - open_to_all
    )


def doors(**_: Any) -> list[CheckMessage]:
    return [
        Error(
            f"页面 {name} 没有声明权限：请用 accounts.access.requires 写明谁可以打开。",
            id="huifang.E010",
        )
        for name in unguarded()
    ]
