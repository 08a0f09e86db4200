"""Verbs of a person's basic facts."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import DateField, F, Value
from django.db.models.functions import Coalesce, Greatest

from accounts.acting import act
from accounts.models import Unit, User
from audit.record import record
from cases.actions.identity import must_be_free
from cases.actions.own_files import propose_own_files
from cases.actions.rows import refresh_rows
from cases.models import Cadre, Dossier, HelperDesignation, Posting, Receipt
from cases.rules.lives import wrong_retirement
from cases.rules.names import name_key
from columns.refusal import Refused
from columns.sealed import blind_index
from web.dates import cn_date

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


@act
def register_cadre(*, name: str, unit: Unit, by: User | None, on: date, **facts: Any) -> Cadre:
    """A new person with his current posting. `facts`: columns of Cadre, id_number in clear."""
    cadre = Cadre(name=name, name_key=name_key(name), unit=unit, **facts)
    if cadre.id_number:
        must_be_free(cadre.id_number)
        cadre.id_index = blind_index(cadre.id_number)
    cadre.save()
    Posting.objects.create(cadre=cadre, unit=unit, post=cadre.post, rank=cadre.rank)
    record("cadre.registered", cadre, by=by, on=on)
    propose_own_files(on=on, cadres=[cadre.pk])
    return cadre


@act
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
    if "id_number" in changed and changes["id_number"]:
        must_be_free(changes["id_number"], apart_from=before.pk)
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
    if "name" in changed:
        propose_own_files(on=on, cadres=[before.pk])


@act
def transfer_cadre(
    cadre: Cadre,
    *,
    to: Unit,
    post: str,
    rank: str,
    from_on: date,
    by: User | None,
    handed: Mapping[int, Sequence[str]] | None = None,
) -> None:
    """A new posting from that day; the old unit loses access on it (practice D.3), keeps a receipt
    and its helper ends the day before. `handed`: dossier → what else the receipt names."""
    before = Posting.objects.filter(cadre=cadre, to_on__isnull=True)
    if before.filter(from_on__gt=from_on).exists():
        raise Refused("调动日期不能早于现任职的起始日期，请核对。")
    left = cadre.unit
    # A posting replaced on its first day keeps that one day.
    before.update(
        to_on=Greatest(Coalesce(F("from_on"), DAY_ONE), Value(from_on - timedelta(days=1)))
    )
    posting = Posting.objects.create(cadre=cadre, unit=to, post=post, rank=rank, from_on=from_on)
    Cadre.objects.filter(pk=cadre.pk).update(
        unit=to, post=post, rank=rank, version=F("version") + 1
    )
    if left != to:
        for dossier in Dossier.objects.open().filter(cadre=cadre):
            _hand_over(dossier, posting, left=left, items=(handed or {}).get(dossier.pk, ()))
    cadre.refresh_from_db()
    record("cadre.transferred", cadre, by=by, to=to.pk, on=from_on)
    refresh_rows(Dossier.objects.filter(cadre=cadre).values_list("pk", flat=True))
    propose_own_files(on=from_on, cadres=[cadre.pk])


def _hand_over(dossier: Dossier, posting: Posting, *, left: Unit, items: Sequence[str]) -> None:
    """The old unit's helper ends; what it handed over stands on its receipt."""
    assert posting.from_on is not None
    last = posting.from_on - timedelta(days=1)
    helpers = HelperDesignation.objects.current().filter(dossier=dossier, from_on__lte=last)
    ended = [f"帮扶人{each.name}的指定，到{cn_date(last)}止" for each in helpers]
    helpers.update(to_on=last)
    Receipt.objects.create(
        dossier=dossier,
        holder=left,
        receiver=posting.unit,
        on=posting.from_on,
        name=dossier.cadre.name if dossier.cadre is not None else "",
        number=dossier.number,
        items=[f"回访档案（编号{dossier.number}）的配合工作", *ended, *items],
        posting=posting,
    )


@act
def retire_cadre(
    cadre: Cadre, *, retired_on: date, basis: str, version: int, by: User | None, on: date
) -> None:
    """退休续管: the day may be known ahead; what was decided before it keeps its clocks."""
    born = cadre.born_month
    if wrong := wrong_retirement(retired_on=retired_on, born=born, today=on):
        raise Refused(wrong)
    saved = Cadre.objects.filter(pk=cadre.pk, version=version, voided_at__isnull=True).update(
        retired_on=retired_on, version=version + 1
    )
    if not saved:
        raise Refused(CHANGED_MEANWHILE)
    cadre.refresh_from_db()
    record("cadre.retired", cadre, by=by, on=on, reason=basis, retired_on=retired_on)
    refresh_rows(Dossier.objects.filter(cadre=cadre).values_list("pk", flat=True))
