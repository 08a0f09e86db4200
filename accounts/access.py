"""requires(): the guard in front of every view, and the request type it hands on."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

from accounts.models import User
from accounts.roles import Permission
from audit.choices import Outcome
from audit.record import record

Rest = ParamSpec("Rest")


class SignedInRequest(HttpRequest):
    """A request whose user is one of ours."""

    user: User


View = Callable[Concatenate[SignedInRequest, Rest], HttpResponseBase]


def requires(
    *permissions: Permission,
) -> Callable[[View[Rest]], Callable[Concatenate[HttpRequest, Rest], HttpResponseBase]]:
    """The view answers only to users who hold one of the permissions; the rest get 403."""

    def guard(view: View[Rest]) -> Callable[Concatenate[HttpRequest, Rest], HttpResponseBase]:
        @wraps(view)
        def guarded(
            request: HttpRequest, /, *args: Rest.args, **kwargs: Rest.kwargs
        ) -> HttpResponseBase:
            user = request.user
            if not isinstance(user, User) or not any(user.may(p) for p in permissions):
                if isinstance(user, User):
                    record("authz.deny", by=user, outcome=Outcome.REFUSED, view=view.__name__)
                raise PermissionDenied
            return view(cast(SignedInRequest, request), *args, **kwargs)

        guarded.permission = permissions  # type: ignore[attr-defined]  # read by the house test
        return guarded

    return guard
