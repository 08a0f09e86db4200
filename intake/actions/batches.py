"""A batch from upload to commit: keep the file, keep what was judged, keep what was made."""

import base64
import hashlib
import json
from collections.abc import Callable, Iterable
from datetime import date, datetime

from django.db import connection
from django.db.models import F
from django.db.models.functions import Now

from accounts.acting import act
from accounts.models import Unit, User
from audit.record import record
from cases.actions import policy_of, start_duties
from cases.actions.bulk import Desk
from cases.actions.writing import insert_rows, take_keys
from columns.refusal import Refused
from intake.actions.check import Checked, Headers, check
from intake.actions.commit import Applied, apply
from intake.choices import BatchState
from intake.models import ImportBatch, ImportRow, ImportSource
from intake.rules.changes import spoken
from intake.rules.ledger import read_ledger
from intake.rules.persons import WRONG, Verdict
from intake.rules.reading.run import read_file
from intake.rules.reading.sheets import Sheet
from intake.rules.rows import Table

SECRET = ("id_number", "phone")
SAMPLES = 3
CHANGED_MEANWHILE = "这次导入刚被他人办理过，请刷新页面后再办理。"
Tell = Callable[[int], None]


@act
def keep_file(
    data: bytes, *, name: str, office: Unit, by: User | None, on: date, at: datetime
) -> ImportBatch:
    batch = ImportBatch.objects.create(
        office=office,
        file_name=name[-200:],
        file_bytes=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        on=on,
        uploaded_by=by,
        uploaded_at=at,
    )
    ImportSource.objects.create(batch=batch, body=base64.b64encode(data).decode())
    record("import.uploaded", batch, by=by, on=on, size=len(data))
    return batch


def file_of(batch: ImportBatch) -> bytes:
    source = ImportSource.objects.filter(batch=batch).first()
    if source is None:
        raise Refused("这次导入的原文件已不再保留，请重新上传。")
    return base64.b64decode(source.body)


def reread(batch: ImportBatch) -> list[Sheet]:
    """The sheets of the kept file; raises Unreadable as the first reading would."""
    return read_file(file_of(batch), batch.file_name)


@act
def keep_check(
    batch: ImportBatch,
    checked: Checked,
    *,
    notices: Iterable[str],
    version: int,
) -> None:
    """Replace what an earlier check said; refused when the batch has gone on meanwhile."""
    moved = ImportBatch.objects.filter(
        pk=batch.pk, version=version, state__in=[BatchState.MAPPING, BatchState.CHECKED]
    ).update(
        state=BatchState.CHECKED,
        notices=list(notices),
        new_units=[each.full_name for each in checked.new_units],
        version=F("version") + 1,
        **checked.counts,
    )
    if not moved:
        raise Refused(CHANGED_MEANWHILE)
    _write_rows(batch, checked, Applied())
    batch.refresh_from_db()


@act
def commit_file(
    batch: ImportBatch, checked: Checked, *, desk: Desk, notices: Iterable[str], tell: Tell
) -> None:
    """Everything of one batch in this transaction: people, rows, counts, audit."""
    taken = ImportBatch.objects.filter(
        pk=batch.pk,
        state__in=[BatchState.MAPPING, BatchState.CHECKED, BatchState.COMMITTING],
    ).update(
        state=BatchState.COMMITTED,
        committed_by=desk.by,
        committed_at=desk.at,
        notices=list(notices),
        new_units=[each.full_name for each in checked.new_units],
        version=F("version") + 1,
        **checked.counts,
    )
    if not taken:
        raise Refused("这次导入已经完成或已被放弃，没有重复导入。")
    applied = apply(checked, desk=desk, tell=tell)
    _write_rows(batch, checked, applied)
    ImportSource.objects.filter(batch=batch).delete()
    record("import.committed", batch, by=desk.by, on=desk.on, counts=checked.counts)
    # Last of all: whoever acts after this moment has worked on what was imported.
    ImportBatch.objects.filter(pk=batch.pk).update(committed_at=Now())
    batch.refresh_from_db()


@act
def drop(batch: ImportBatch, *, by: User) -> None:
    """The office does not want it; nothing was written outside the batch."""
    dropped = ImportBatch.objects.filter(
        pk=batch.pk, state__in=[BatchState.MAPPING, BatchState.CHECKED]
    ).update(state=BatchState.DROPPED, version=F("version") + 1)
    if not dropped:
        raise Refused(CHANGED_MEANWHILE)
    ImportSource.objects.filter(batch=batch).delete()
    ImportRow.objects.filter(batch=batch).delete()
    record("import.dropped", batch, by=by)


def desk_of(office: Unit, *, by: User | None, on: date, at: datetime) -> Desk:
    """The office's own rules; its duties begin with its first import (decisions 1.10).

    Imports follow one another, so that two of them never register one person twice.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('intake.commit'))")
    start_duties(office, by=by, today=on)
    return Desk(office, policy_of(office, today=on), by, on, at)


def headers_of(tables: Iterable[Table]) -> Headers:
    """Sheet → field → (column, header), so that a later check can name a cell."""
    return {
        table.sheet: {
            key: (column.index, column.header)
            for column in table.columns
            if (key := table.mapping.get(column.index)) is not None
        }
        for table in tables
    }


def judge_file(batch: ImportBatch, *, by: User | None, today: date) -> tuple[Checked, list[str]]:
    """Read the kept file again with the columns as settled, under the answers given so far."""
    mapping = {
        sheet: {int(column): key for column, key in columns.items()}
        for sheet, columns in batch.mapping.items()
    }
    ledger = read_ledger(reread(batch), today=today, mappings=mapping or None)
    answers, confirmed = _answers(batch)
    checked = check(
        ledger.rows,
        headers_of(ledger.tables),
        office=batch.office,
        by=by,
        today=today,
        answers=answers,
        confirmed=confirmed,
    )
    return checked, ledger.notices


def _answers(batch: ImportBatch) -> tuple[dict[int, str], dict[int, list[dict[str, str]]]]:
    """By place: what was answered to 可能是同一人, and which moved ends were confirmed."""
    kept = ImportRow.objects.filter(batch=batch)
    answers = dict(kept.exclude(answer="").values_list("place", "answer"))
    confirmed = dict(kept.filter(ticked=True).values_list("place", "moves"))
    return answers, confirmed


def _write_rows(batch: ImportBatch, checked: Checked, applied: Applied) -> None:
    ImportRow.objects.filter(batch=batch).delete()
    rows = [_row(batch, verdict, applied) for verdict in checked.verdicts]
    for row, key in zip(rows, take_keys(ImportRow, len(rows)), strict=True):
        row.pk = key
    for start in range(0, len(rows), 2000):
        insert_rows(rows[start : start + 2000])


def _row(batch: ImportBatch, verdict: Verdict, applied: Applied) -> ImportRow:
    row = verdict.row
    secret = {key: row.values[key] for key in SECRET if key in row.values}
    wrong = verdict.kind == WRONG
    return ImportRow(
        batch=batch,
        place=verdict.place,
        sheet=row.sheet,
        row=row.row,
        kind=verdict.kind,
        name=str(row.values.get("name", ""))[:50],
        values={key: value for key, value in row.values.items() if key not in SECRET},
        secret=json.dumps(secret, ensure_ascii=False) if secret else "",
        cells=json.dumps(row.cells, ensure_ascii=False) if wrong else "",
        errors=[each.to_plain() for each in row.errors],
        notices=row.notices,
        changes=_changes(verdict),
        moves=verdict.moves,
        ticked=bool(verdict.moves) and not verdict.is_held,
        ask=verdict.ask,
        answer=verdict.answer,
        cadre_id=applied.cadres.get(verdict.place) or _cadre_of(verdict),
        made=applied.made.get(verdict.place, {}),
    )


def _changes(verdict: Verdict) -> list[dict[str, str]]:
    """For the screen; of a number or a telephone only that it changed."""
    share = verdict.share
    if share is None or verdict.kind == WRONG:
        return []
    return [
        {
            "label": each.label,
            "old": "" if each.field in SECRET else spoken(each.field, each.old),
            "new": "" if each.field in SECRET else spoken(each.field, each.new),
        }
        for each in share.changes
    ]


def _cadre_of(verdict: Verdict) -> int | None:
    person = verdict.person
    return person.known.pk if person is not None and person.known is not None else None
