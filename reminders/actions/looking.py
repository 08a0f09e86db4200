"""A user looks at his reminders; and where he wants the numbers sent."""

from datetime import datetime

from accounts.acting import act
from accounts.models import User
from audit.record import record
from columns.refusal import Refused
from reminders.models import Mailbox


@act
def look(user: User, *, by: User, at: datetime) -> None:
    """What came up to this moment is new no longer; a later look is not undone by an earlier."""
    mine, _ = Mailbox.objects.get_or_create(user=user)
    if mine.seen_until is None or mine.seen_until < at:
        Mailbox.objects.filter(pk=mine.pk).update(seen_until=at)


@act
def set_address(user: User, *, address: str, domains: list[str], by: User) -> None:
    """Empty: no e-mail. Only to the office's own network (decisions 2: no outside call)."""
    domain = address.rpartition("@")[2].lower()
    if address and domain not in domains:
        allowed = "、".join(domains)
        raise Refused(f"邮箱须是单位内部的邮箱。现在可以使用的有：{allowed}。")
    Mailbox.objects.update_or_create(user=user, defaults={"address": address})
    # Not the address itself: the record is read by people who have no use for it.
    record("digest.address", by=by, is_set=bool(address))
