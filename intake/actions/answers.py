"""What the person who checks decides: columns, 可能是同一人, moved ends; and the download."""

import json
from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import F

from accounts.acting import act
from accounts.models import User
from audit.record import record
from columns.refusal import Refused
from intake.actions.batches import CHANGED_MEANWHILE
from intake.choices import BatchState
from intake.models import ImportBatch, ImportRow
from intake.rules.workbook import wrong_rows
from jobs.actions import submit
from jobs.models import Job

COMMIT = "intake.tasks.commit_batch"
UNDO = "intake.tasks.undo_batch"


@act
def describe_file(batch: ImportBatch, *, sheets: list[dict[str, Any]], notices: list[str]) -> None:
    """Keep what was found in the file, with the columns as they were understood."""
    batch.sheets = sheets
    batch.notices = notices
    batch.mapping = {
        sheet["name"]: {str(each["index"]): each["key"] for each in sheet["columns"] if each["key"]}
        for sheet in sheets
        if not sheet["hidden"] and not sheet["lacking"]
    }
    batch.save(update_fields=["sheets", "notices", "mapping"])


@act
def settle_columns(
    batch: ImportBatch, *, mapping: Mapping[str, Mapping[int, str]], version: int
) -> None:
    plain = {
        sheet: {str(index): key for index, key in columns.items()}
        for sheet, columns in mapping.items()
    }
    moved = ImportBatch.objects.filter(
        pk=batch.pk, version=version, state__in=[BatchState.MAPPING, BatchState.CHECKED]
    ).update(mapping=plain, version=F("version") + 1)
    if not moved:
        raise Refused(CHANGED_MEANWHILE)
    batch.refresh_from_db()


@act
def answer_rows(
    batch: ImportBatch,
    *,
    answers: Mapping[int, str],
    ticked: Collection[int],
    shown: Collection[int],
) -> None:
    """By the place of the row; rows that were not on the page keep what they have."""
    if not ImportBatch.objects.filter(pk=batch.pk, state=BatchState.CHECKED).exists():
        raise Refused(CHANGED_MEANWHILE)
    rows = ImportRow.objects.filter(batch=batch, place__in=shown)
    for value in set(answers.values()):
        places = [place for place, each in answers.items() if each == value]
        rows.filter(place__in=places).update(answer=value)
    moving = rows.moving()
    moving.filter(place__in=ticked).update(ticked=True)
    moving.exclude(place__in=ticked).update(ticked=False)


@act
def ask_commit(batch: ImportBatch, *, by: User, version: int) -> Job:
    """Hand the batch to the worker; the counts it will find are the ones that count."""
    moved = ImportBatch.objects.filter(
        pk=batch.pk, version=version, state=BatchState.CHECKED
    ).update(state=BatchState.COMMITTING, version=F("version") + 1)
    if not moved:
        raise Refused(CHANGED_MEANWHILE)
    job = submit(COMMIT, key=batch.code, params={"batch": batch.pk}, by=by)
    ImportBatch.objects.filter(pk=batch.pk).update(job_code=job.code)
    record("import.asked", batch, by=by)
    return job


@act
def give_back(batch_id: int) -> None:
    """The worker could not commit: the batch waits for its office again."""
    ImportBatch.objects.filter(pk=batch_id, state=BatchState.COMMITTING).update(
        state=BatchState.CHECKED, version=F("version") + 1
    )


@act
def ask_undo(batch: ImportBatch, *, by: User) -> Job:
    if not batch.is_committed:
        raise Refused("这次导入已经撤销，或还没有完成，不能撤销。")
    return submit(UNDO, key=batch.code, params={"batch": batch.pk}, by=by)


@act
def wrong_rows_file(batch: ImportBatch, *, by: User) -> bytes:
    """The rows left out, with a column of reasons; handing data out is recorded."""
    headers = {
        sheet["name"]: {each["index"]: each["header"] for each in sheet["columns"]}
        for sheet in batch.sheets
    }
    sheets: dict[str, list[tuple[list[Any], str]]] = {}
    for row in ImportRow.objects.filter(batch=batch).wrong():
        reason = "\n".join(each["message"] for each in row.errors)
        cells = json.loads(row.cells) if row.cells else []
        sheets.setdefault(row.sheet, []).append((cells, reason))
    record("import.wrong_rows_exported", batch, by=by, rows=sum(map(len, sheets.values())))
    return wrong_rows(
        (name, _titles(headers.get(name, {}), rows), rows) for name, rows in sheets.items()
    )


def _titles(headers: Mapping[int, str], rows: list[tuple[list[Any], str]]) -> list[str]:
    """A header for each column that any of the rows has."""
    width = max([*(len(cells) for cells, _ in rows), *(index + 1 for index in headers), 0])
    return [headers.get(index, "") for index in range(width)]
