"""The same form sent twice, or twenty times at once, acts once."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection

from accounts.models import User
from signin.models import SentForm

# Longer than a session lasts: nobody sends a form of a page that is older.
KEPT_FOR = timedelta(days=1)
LONGEST = 500
CLAIM = """
INSERT INTO signin_sentform (user_id, key, digest, location, sent_at)
VALUES (%s, %s, %s, '', %s) ON CONFLICT (user_id, key, digest) DO NOTHING RETURNING id
"""


@dataclass(frozen=True)
class Claim:
    """`pk`: of this request's own row; without one, where the form led the first time."""

    pk: int | None
    led_to: str = ""


def claim_form(user: User, *, key: str, digest: str, at: datetime) -> Claim:
    """Whoever comes second waits here for the first one's commit, and begins anew if it failed."""
    with connection.cursor() as cursor:
        cursor.execute(CLAIM, [user.pk, key, digest, at])
        made = cursor.fetchone()
    if made is not None:
        return Claim(made[0])
    first = SentForm.objects.get(user=user, key=key, digest=digest)
    return Claim(None, first.location)


def settle_form(claim: Claim, *, led_to: str) -> None:
    """Kept where it did something and led on; a page that is shown again may be sent again."""
    assert claim.pk is not None
    mine = SentForm.objects.filter(pk=claim.pk)
    if 0 < len(led_to) <= LONGEST:
        mine.update(location=led_to)
    else:
        mine.delete()


def sweep_sent(*, at: datetime) -> int:
    return SentForm.objects.filter(sent_at__lte=at - KEPT_FOR).delete()[0]
