"""One-task codes for helpers: handed over on paper, good for one session about one dossier."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F

from accounts.models import User
from accounts.roles import Role
from audit.choices import Outcome
from audit.record import record
from columns.keyring import blind_index, blind_indexes
from columns.refusal import Refused
from signin.models import TaskCode
from signin.rules.codes import as_typed, new_code

MOST_TRIES = 5


@transaction.atomic
def hand_out_code(user: User, *, dossier_code: str, dossier_id: int, by: User, at: datetime) -> str:
    """Readable this once, for the letter. An earlier unused one for the same dossier is over."""
    if not settings.TASK_CODES:
        raise Refused("本单位没有启用任务码，帮扶人请用口令和动态口令登录。")
    if user.role != Role.HELPER or not user.is_active:
        raise Refused("任务码只发给有账号的帮扶人。没有账号的，由审理室代录。")
    code = new_code(2)
    TaskCode.objects.filter(
        user=user, dossier_code=dossier_code, used_at=None, until__gt=at
    ).update(tries=MOST_TRIES)
    TaskCode.objects.create(
        user=user,
        digest=blind_index(_text(user, code)),
        dossier_code=dossier_code,
        handed_by=by,
        handed_at=at,
        until=at + timedelta(days=settings.TASK_CODE_DAYS),
    )
    record("task_code.handed_out", user, by=by, dossier_id=dossier_id)
    return code


@transaction.atomic
def use_code(*, username: str, code: str, at: datetime) -> TaskCode | None:
    """The code's row, spent by this; a wrong one counts against every open code of the helper."""
    user = User.objects.filter(username=username, role=Role.HELPER, is_active=True).first()
    opened = TaskCode.objects.filter(user=user, used_at=None, until__gt=at, tries__lt=MOST_TRIES)
    digests = blind_indexes(_text(user, code))
    if settings.TASK_CODES and opened.filter(digest__in=digests).update(used_at=at):
        return TaskCode.objects.select_related("user").get(digest__in=digests)
    opened.update(tries=F("tries") + 1)
    record("task_code.fail", user, by=None, outcome=Outcome.REFUSED)
    return None


def _text(user: User | None, code: str) -> str:
    return f"task:{user.pk if user else 0}:{as_typed(code)}"
