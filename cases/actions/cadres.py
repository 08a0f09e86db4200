"""Verbs of a person's basic facts."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import DateField, F, Value
from django.db.models.functions import Coalesce, Greatest

from accounts.models import Unit, User
from audit.record import record
from cases.actions.rows import refresh_rows
from cases.models import Cadre, Dossier, Posting
from cases.rules.names import name_key
from columns.refusal import Refused
from columns.sealed import blind_index

# Before every posting there is; lets an unknown start compare.
DAY_ONE = Value(date.min, output_field=DateField())
CHANGED_MEANWHILE = (
    "这份资料在您打开后已被他人修改。请核对下面的最新内容后再保存，您填写的内容还在表中。"
)
EDITABLE = frozenset(
    {
        "name",
        "sex",
        "ethnicity",
        "born_month",
        "politics",
        "joined_month",
        "work_month",
        "education",
        "identity",
        "phone",
        "id_number",
        "remark",
        "post",
        "rank",
    }
)


@transaction.atomic
def register_cadre(*, name: str, unit: Unit, by: User | None, on: date, **facts: Any) -> Cadre:
    """A new person with his current posting. `facts`: columns of Cadre, id_number in clear."""
    cadre = Cadre(name=name, name_key=name_key(name), unit=unit, **facts)
    if cadre.id_number:
        cadre.id_index = blind_index(cadre.id_number)
    cadre.save()
    Posting.objects.create(cadre=cadre, unit=unit, post=cadre.post, rank=cadre.rank)
    record("cadre.registered", cadre, by=by, on=on)
    return cadre


@transaction.atomic
def edit_cadre(cadre: Cadre, *, version: int, by: User | None, on: date, **changes: Any) -> None:
    """Change facts that move no date; `version` is the one the form was opened with."""
    unknown = set(changes) - EDITABLE
    if unknown:
        raise ValueError(f"not editable here: {sorted(unknown)}")
    before = Cadre.objects.select_for_update().get(pk=cadre.pk)
    if before.version != version:
        raise Refused(CHANGED_MEANWHILE)
    changed = [field for field, value in changes.items() if getattr(before, field) != value]
    if not changed:
        return
    for field in changed:
        setattr(before, field, changes[field])
    before.name_key = name_key(before.name)
    before.id_index = blind_index(before.id_number) if before.id_number else None
    before.version = version + 1
    before.save()
    Posting.objects.filter(cadre=before, to_on__isnull=True).update(
        post=before.post, rank=before.rank
    )
    record("cadre.edited", before, by=by, on=on, fields=sorted(changed))
    refresh_rows(Dossier.objects.filter(cadre=before).values_list("pk", flat=True))


@transaction.atomic
def transfer_cadre(
    cadre: Cadre, *, to: Unit, post: str, rank: str, from_on: date, by: User | None
) -> None:
    """A new posting from that day; the old unit loses access on it (practice D.3)."""
    before = Posting.objects.filter(cadre=cadre, to_on__isnull=True)
    if before.filter(from_on__gt=from_on).exists():
        raise Refused("调动日期不能早于现任职的起始日期，请核对。")
    # A posting replaced on its first day keeps that one day.
    before.update(
        to_on=Greatest(Coalesce(F("from_on"), DAY_ONE), Value(from_on - timedelta(days=1)))
    )
    Posting.objects.create(cadre=cadre, unit=to, post=post, rank=rank, from_on=from_on)
    Cadre.objects.filter(pk=cadre.pk).update(
        unit=to, post=post, rank=rank, version=F("version") + 1
    )
    cadre.refresh_from_db()
    record("cadre.transferred", cadre, by=by, to=to.pk, on=from_on)
    refresh_rows(Dossier.objects.filter(cadre=cadre).values_list("pk", flat=True))
