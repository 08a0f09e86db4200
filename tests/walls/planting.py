"""Gives every text column of every row a word of its own, and finds where each word lives."""

import json
from collections.abc import Iterator
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import DatabaseError, connection, models, transaction

from columns.codes import CodeField
from columns.sealed import SealedTextField
from tests.walls.canaries import WORD, Origin, Register, text_of
from tests.walls.kinds import case_models, is_history

# Texts by which the program finds, counts or computes; a word there would be another program.
STRUCTURE = {
    "attachments.Attachment": {
        *("of_code", "sha256", "stored_as", "marking", "marking_answer", "void_reason"),
    },
    "audit.Entry": "*",
    # The story's name is a word already; its spelling and the list's line are made of it.
    "cases.Cadre": {"name", "name_key", "ethnicity", "education"},
    "cases.Clock": "*",
    "cases.Dossier": {"number"},
    "cases.DossierRow": "*",
    "cases.Decision": {"printed_unit"},
    "evaluation.BallotExample": {"item"},
    "evaluation.Result": {"grade"},
    "evaluation.Ballot": {"entry_key"},
    "intake.ImportBatch": {"sha256", "job_code", "file_name"},
    "intake.ImportRow": {"sheet"},
    "ledger.LedgerSign": {"half"},
    "jobs.Job": {"kind", "key", "holder"},
    "reports.LetterFile": {"sha256"},
    "reports.LetterNumber": "*",
    "reports.NoticeFile": {"sha256"},
    "reports.Printout": {"of_code"},
    "reports.Notice": {"digest"},
    "ledger.LedgerLine": {"token"},
    "needs.Need": {"token"},
    "visits.Classification": {"token"},
    "visits.Draft": {"key"},
    "visits.GroupDecision": {"token"},
    "visits.MeasureStep": {"key"},
    "visits.Obligation": {"period"},
    "visits.PlanMeasure": {"key"},
    "visits.StateEntry": {"token"},
    "visits.Talk": {"period", "token"},
    "visits.UnitNote": {"token"},
    "visits.Visit": {"token"},
    "visits.VisitLead": {"token"},
    "visits.OutsideVisit": {"token"},
    "visits.Correction": {"token"},
}

# Ciphertext with a shape inside, or that nobody may change; numbers are words by themselves.
SEALED_WHOLE = {
    "attachments.Attachment", "cases.Cadre",
    "audit.StatedPurpose", "intake.ImportRow", "intake.ImportSource", "signin.KeptForm",
    "visits.Draft",
}  # fmt: skip


def planted_fields(model: type[models.Model]) -> list[models.Field]:
    """Free text: no choices, no code, nothing the program computes with."""
    kept = STRUCTURE.get(model._meta.label, set())
    if kept == "*":
        return []
    return [
        field
        for field in model._meta.concrete_fields
        if isinstance(field, models.CharField | models.TextField)
        and not isinstance(field, CodeField)
        and not field.choices
        and not field.is_relation
        and field.name not in kept
    ]


def plant(register: Register) -> None:
    """A column at a time; where the database will not have it, what the life wrote stays."""
    for model in case_models():
        if is_history(model):
            continue
        for field in planted_fields(model):
            for condition in ("<> ''", "= ''", "IS NULL"):
                _fill(model, field, condition, register)
        _seal(model, register)


def _fill(
    model: type[models.Model], field: models.Field, condition: str, register: Register
) -> None:
    table, key, column = model._meta.db_table, model._meta.pk.column, field.column
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {key} FROM {table} WHERE {column} {condition} ORDER BY {key}")
        pairs = [(pk, register.fresh()) for (pk,) in cursor.fetchall()]
        if not pairs:
            return
        try:
            with transaction.atomic():
                cursor.execute(
                    f"UPDATE {table} AS t SET {column} = v.word"
                    " FROM unnest(%s::bigint[], %s::text[]) AS v(pk, word)"
                    f" WHERE t.{key} = v.pk",
                    [[pk for pk, _ in pairs], [word for _, word in pairs]],
                )
        except DatabaseError:
            if condition == "<> ''":
                _fill_each(model, field, pairs)


def _fill_each(
    model: type[models.Model], field: models.Field, pairs: list[tuple[Any, str]]
) -> None:
    """A paper that is final refuses; its neighbours in other states may not."""
    for pk, word in pairs:
        try:
            with transaction.atomic():
                model._base_manager.filter(pk=pk).update(**{field.name: word})
        except DatabaseError:
            continue


def _seal(model: type[models.Model], register: Register) -> None:
    """Ciphertext is written by the program's own field."""
    names = [
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, SealedTextField) and model._meta.label not in SEALED_WHOLE
    ]
    for row in model._base_manager.all() if names else ():
        filled = [name for name in names if getattr(row, name)]
        for name in filled:
            setattr(row, name, register.fresh())
        if filled:
            row.save(update_fields=filled)


def register_all(register: Register, parts: dict[tuple[str, object], str]) -> None:
    """Where each word lives now: quoted ones, in facts and papers, live in several rows."""
    for model in case_models():
        label = model._meta.label
        if is_history(model) or label == "audit.Entry":
            continue
        for row in model._base_manager.all():
            part = parts.get((label, row.pk), "")
            for field in model._meta.concrete_fields:
                for word in filter(register.is_ours, _words(field, getattr(row, field.attname))):
                    register.lives(word, Origin(label, field.name, row.pk, part))


def _words(field: models.Field, value: Any) -> Iterator[str]:
    if value is None or isinstance(value, bool | int):
        return
    if isinstance(field, models.BinaryField) and not isinstance(value, str):
        value = text_of(bytes(value))
    elif isinstance(field, models.JSONField | ArrayField):
        value = json.dumps(value, ensure_ascii=False, default=str)
    yield from set(WORD.findall(str(value).lower()))
