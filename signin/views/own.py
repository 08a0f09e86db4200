"""signed_in: what every person may open for himself, whatever his role; and the session's steps."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase, QueryDict

from accounts.access import SignedInRequest
from accounts.models import User
from signin import sessions

Rest = ParamSpec("Rest")
View = Callable[Concatenate[SignedInRequest, Rest], HttpResponseBase]


def signed_in(view: View[Rest]) -> Callable[Concatenate[HttpRequest, Rest], HttpResponseBase]:
    """Pages about one's own sign-in: they need an account and no permission."""

    @wraps(view)
    def own(request: HttpRequest, /, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponseBase:
        if not isinstance(request.user, User):
            raise PermissionDenied
        return view(cast(SignedInRequest, request), *args, **kwargs)

    own.own_page = True  # type: ignore[attr-defined]  # read by the house test
    return own


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: a POST without fields is one, too."""
    return request.POST if request.method == "POST" else None


def claim(request: HttpRequest, user: User) -> None:
    """From now on this is the account's one session; an earlier one ends with its next request."""
    request.session[sessions.CLAIMED] = True
    user.session_key = sessions.fingerprint(request.session)
    User.objects.filter(pk=user.pk).update(session_key=user.session_key)


def renew(request: HttpRequest, user: User) -> None:
    """A new session id whenever more is allowed than before."""
    request.session.cycle_key()
    claim(request, user)
