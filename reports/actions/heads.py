"""The office sets the name, word and contact its letters carry."""

from django.db.models import F

from accounts.acting import act
from accounts.models import Unit, User
from audit.record import record
from columns.refusal import Refused
from reports.models import Letterhead

FASTER = "发文信息刚被他人修改过，请刷新页面后再保存。"


@act
def save_letterhead(office: Unit, *, version: int, by: User | None, **facts: object) -> Letterhead:
    """`version` 0: there is none yet. Numbers already given keep the word they were given with."""
    if version == 0:
        made = Letterhead.objects.bulk_create(
            [Letterhead(office=office, **facts)], ignore_conflicts=True
        )
        saved = bool(made) and Letterhead.objects.filter(office=office, **facts).exists()
    else:
        rows = Letterhead.objects.filter(office=office, version=version)
        saved = bool(rows.update(version=F("version") + 1, **facts))
    if not saved:
        raise Refused(FASTER)
    head = Letterhead.objects.get(office=office)
    record("letterhead.saved", head, by=by, mark=head.mark, word=head.word)
    return head
