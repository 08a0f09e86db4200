"""Keeping what was typed: sealed, for its author, for a short while."""

import json
import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from accounts.models import User
from audit.record import record
from signin.choices import KeptFor
from signin.models import KeptForm

KEPT_FOR = timedelta(hours=2)
MOST_FORMS = 10
MOST_BYTES = 512 * 1024
# Whatever proves who somebody is stays out, by the names such fields have everywhere.
NEVER = re.compile(r"passw|secret|token|otp|csrf|pin_code", re.IGNORECASE)


@dataclass(frozen=True)
class Typed:
    """A form as it came: where it was sent, on which page it stood, what it said."""

    address: str
    page: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    files: tuple[str, ...] = ()
    is_part: bool = False  # sent by htmx: its answer would replace a part of a page

    def as_text(self) -> str:
        return json.dumps(
            {
                "address": self.address,
                "page": self.page,
                "fields": {n: v for n, v in self.fields.items() if not NEVER.search(n)},
                "files": list(self.files),
                "is_part": self.is_part,
            },
            ensure_ascii=False,
        )


def read(kept: KeptForm) -> Typed:
    content: dict[str, Any] = kept.content
    return Typed(
        address=content["address"],
        page=content["page"],
        fields=content["fields"],
        files=tuple(content["files"]),
        is_part=content["is_part"],
    )


@transaction.atomic
def keep_form(typed: Typed, *, by: User, purpose: KeptFor, at: datetime) -> KeptForm | None:
    """The newest ten of a person are kept; a form too large for a person to have typed is not."""
    text = typed.as_text()
    if len(text.encode()) > MOST_BYTES:
        return None
    sweep_kept(at=at)
    kept: KeptForm = KeptForm.objects.create(
        user=by, purpose=purpose, sealed=text, kept_at=at, until=at + KEPT_FOR
    )
    mine = KeptForm.objects.filter(user=by).order_by("-kept_at", "-pk")
    KeptForm.objects.filter(pk__in=mine.values_list("pk", flat=True)[MOST_FORMS:]).delete()
    record("form.kept", by=by, purpose=purpose)
    return kept


def kept_forms(of: User, *, purpose: KeptFor, at: datetime) -> list[KeptForm]:
    """Newest first."""
    mine = KeptForm.objects.filter(user=of, purpose=purpose, until__gt=at)
    return list(mine.order_by("-kept_at", "-pk"))


@transaction.atomic
def forget_form(kept: KeptForm) -> bool:
    """Whether it was still there: of two clicks one gets it."""
    return bool(KeptForm.objects.filter(pk=kept.pk).delete()[0])


def sweep_kept(*, at: datetime) -> int:
    return KeptForm.objects.filter(until__lte=at).delete()[0]
