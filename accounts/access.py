"""requires(): the guard in front of every view; it lets in, and writes down what was shown."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase
from django.template.response import SimpleTemplateResponse

from accounts.models import User
from accounts.roles import Permission
from audit.choices import Verb
from audit.origin import refuse
from audit.reading import Reading, reading
from audit.record import record
from columns.codes import CODE_LENGTH, CROCKFORD

Rest = ParamSpec("Rest")
SAFE = frozenset({"GET", "HEAD"})
# Verbs that say nothing without the row they speak of: the view goes through a door that notes it.
ABOUT_ONE = frozenset(
    {
        *(Verb.PERSON_OPEN, Verb.PERSON_SUMMARY, Verb.BALLOT_READ, Verb.LETTER_OPEN),
        *(Verb.LETTER_PREVIEW_OPEN, Verb.NOTICE_OPEN, Verb.IMPORT_OPEN, Verb.HANDOVER_OPEN),
        *(Verb.ATTACHMENT_OPEN, Verb.ATTACHMENT_DOWNLOADED, Verb.PRINTOUT_OPEN),
        *(Verb.PURPOSE_ASKED, Verb.TRAIL_DOSSIER, Verb.BALLOT_BLANK),
    }
)
PUBLIC_CODE = re.compile(f"[{CROCKFORD}]{{{CODE_LENGTH}}}")


class SignedInRequest(HttpRequest):
    """A request whose user is one of ours."""

    user: User


class AnswerInstead(Exception):
    """Raised by a door: before the page asked for, the user is asked something else."""

    def __init__(self, response: HttpResponseBase) -> None:
        super().__init__()
        self.response = response


View = Callable[Concatenate[SignedInRequest, Rest], HttpResponseBase]


def requires(
    *permissions: Permission, reads: Verb | None = Verb.PAGE_OPEN
) -> Callable[[View[Rest]], Callable[Concatenate[HttpRequest, Rest], HttpResponseBase]]:
    """The view answers only to users who hold one of the permissions; the rest get 403.

    `reads`: what a shown page is recorded as. None only where nothing of a person is shown and
    the page asks again every few seconds.
    """

    def guard(view: View[Rest]) -> Callable[Concatenate[HttpRequest, Rest], HttpResponseBase]:
        page = f"{view.__module__.partition('.')[0]}.{view.__name__}"

        @wraps(view)
        def guarded(
            request: HttpRequest, /, *args: Rest.args, **kwargs: Rest.kwargs
        ) -> HttpResponseBase:
            user = request.user
            if not isinstance(user, User) or not any(user.may(p) for p in permissions):
                if isinstance(user, User):
                    refuse(Verb.DENY, page=page)
                raise PermissionDenied
            with reading() as notes:
                try:
                    with _refusals_noted(page, kwargs):
                        response = view(cast(SignedInRequest, request), *args, **kwargs)
                except AnswerInstead as other:
                    return other.response
                verb = notes.verb or reads
                if verb is not None and verb not in notes.written and _shows(request, response):
                    _write_down(verb, notes, by=user, page=page)
            return response

        guarded.permission = permissions  # type: ignore[attr-defined]  # read by the house test
        guarded.reads = reads  # type: ignore[attr-defined]  # read by the test of the record
        return guarded

    return guard


@contextmanager
def _refusals_noted(page: str, asked: dict[str, object]) -> Iterator[None]:
    """With the public code of the address, if it is one; anything else may have been typed."""
    found = PUBLIC_CODE.fullmatch(str(asked.get("code", "")))
    code = found[0] if found else ""
    try:
        yield
    except Http404:
        refuse(Verb.MISS, page=page, code=code)
        raise
    except PermissionDenied:
        refuse(Verb.DENY, page=page, code=code)
        raise


def _shows(request: HttpRequest, response: HttpResponseBase) -> bool:
    """A form sent with a mistake comes back as a page; redirects and saved drafts show nothing."""
    if isinstance(response, SimpleTemplateResponse):
        return response.status_code < 500
    return request.method in SAFE and 200 <= response.status_code < 300


def _write_down(verb: Verb, notes: Reading, *, by: User, page: str) -> None:
    if verb in ABOUT_ONE and notes.target is None:
        raise RuntimeError(f"{page} shows one row and went through no door that notes it")
    record(
        verb,
        notes.target,
        by=by,
        cadre_id=notes.cadre_id,
        dossier_id=notes.dossier_id,
        purpose=notes.purpose,
        page=page,
        **notes.facts,
    )
