"""The bulk path makes the very rows that the single verbs make, row by row and column by column."""

import datetime as dt

import pytest
from django.db import transaction

from cases.actions import designate_helper, policy_of, register_cadre, register_decision
from cases.actions.bulk import Desk, NewPerson, Told, register_people
from cases.actions.decisions import DecisionFacts
from cases.models import (
    Cadre,
    Clock,
    Decision,
    Document,
    Dossier,
    DossierRow,
    HelperDesignation,
    Policy,
    Posting,
)
from tests import factories
from tests.factories import NOON, TODAY

MODELS = [Cadre, Posting, Document, Dossier, Decision, Clock, HelperDesignation, DossierRow]
# Keys, public ids, file numbers and moments differ between any two rows.
OWN = {"id", "code", "number", "created_at"}
FACTS = {
    "sex": "male", "ethnicity": "汉族", "born_month": dt.date(1978, 4, 1), "politics": "member",
    "identity": "civil_servant", "post": "科员", "rank": "staff", "phone": "13800000000",
}  # fmt: skip


def told(measure, day, organ, number):
    return measure, day, f"{organ}〔{day[:4]}〕{number}号"


PEOPLE = [
    ("许明澈", [told("PW", "2026-03-25", "临纪", 1)], ("冯修远", "分管副局长")),
    ("罗春梅", [told("PSW", "2025-09-01", "临纪", 7), told("AD1", "2025-09-01", "临纪", 7)], None),
    ("单望津", [told("PP1", "2026-01-20", "临纪", 1)], ("郝广仁", "")),
    ("李若衡", [told("PSW", "2025-09-01", "临纪", 9), told("PR", "2026-06-20", "临纪", 3)], None),
    ("陈振霆", [told("PW", "2022-05-01", "临纪", 1)], None),
    ("何树槐", [told("PE", "2026-02-01", "临纪", 8), told("AX", "2026-02-01", "临纪", 8)], None),
    ("王立桐", [told("OS", "2026-07-01", "临组", 2)], None),
]  # fmt: skip


def facts_of(measure, day, number, owner):
    return DecisionFacts(
        measure=measure, decided_on=dt.date.fromisoformat(day), organ_name=owner.full_name,
        number=number, reason="报销审核把关不严", form="2",
    )  # fmt: skip


def one_by_one(owner, unit):
    for name, decisions, helper in PEOPLE:
        cadre = register_cadre(name=name, unit=unit, by=None, on=TODAY, **FACTS)
        beside = [measure for measure, *_ in decisions]
        for told in decisions:
            made = register_decision(
                cadre, facts=facts_of(*told, owner), owner=owner, by=None,
                on=TODAY, beside=beside,
            )  # fmt: skip
        if helper:
            designate_helper(made.dossier, name=helper[0], post=helper[1], from_on=TODAY, by=None)


def in_bulk(owner, unit):
    desk = Desk(owner, policy_of(owner, today=TODAY), None, TODAY, NOON)
    register_people(
        [
            NewPerson(
                Cadre(name=name, unit=unit, **FACTS),
                [Told(facts_of(*told, owner), number) for told in decisions],
                helper,
            )
            for number, (name, decisions, helper) in enumerate(PEOPLE)
        ],
        desk=desk,
    )


def picture():
    """Every row in order of its key; a key is replaced by the place of the row it points at."""
    places = {
        model: {row.pk: place for place, row in enumerate(model.objects.order_by("pk"))}
        for model in MODELS
    }

    def value_of(row, field):
        value = getattr(row, field.attname)
        # The list row keeps the cadre as a number, not as a foreign key.
        target = Cadre if field.attname == "cadre_id" else field.related_model
        if target in places:
            return places[target].get(value)
        return bytes(value) if isinstance(value, memoryview) else value

    return {
        model.__name__: [
            {
                field.attname: value_of(row, field)
                for field in model._meta.concrete_fields
                if field.attname not in OWN
            }
            for row in model.objects.order_by("pk")
        ]
        for model in MODELS
    }


@pytest.mark.django_db
def test_both_paths_leave_the_same_rows():
    owner, unit = factories.office(), factories.work_unit()
    pictures = []
    for path in (one_by_one, in_bulk):
        with transaction.atomic():
            path(owner, unit)
            pictures.append(picture())
            transaction.set_rollback(True)
    single, bulk = pictures
    assert {name: len(rows) for name, rows in single.items()} == {
        "Cadre": 7, "Posting": 7, "Document": 7, "Dossier": 6, "Decision": 10, "Clock": 9,
        "HelperDesignation": 2, "DossierRow": 6,
    }  # fmt: skip
    for name, rows in single.items():
        assert bulk[name] == rows, name


@pytest.mark.django_db
def test_history_and_audit_are_kept_for_every_person():
    from audit.models import Entry

    owner, unit = factories.office(), factories.work_unit()
    before = Entry.objects.count()
    in_bulk(owner, unit)
    entries = Entry.objects.filter(verb="cadre.imported")
    assert entries.count() == Entry.objects.count() - before == len(PEOPLE)
    assert set(entries.values_list("cadre_id", flat=True)) == set(
        Cadre.objects.values_list("pk", flat=True)
    )
    assert [cadre.history.count() for cadre in Cadre.objects.all()] == [1] * len(PEOPLE)


@pytest.mark.django_db
def test_who_is_out_of_scope_has_decisions_and_no_dossier():
    owner, unit = factories.office(), factories.work_unit()
    in_bulk(owner, unit)
    person = Cadre.objects.get(name="何树槐")
    assert person.decisions.count() == 2
    assert person.dossiers.count() == 0


@pytest.mark.django_db
def test_an_end_before_the_duties_opens_in_tracking():
    owner, unit = factories.office(), factories.work_unit()
    assert Policy.objects.get(office=owner).duties_from == dt.date(2025, 1, 1)
    in_bulk(owner, unit)
    assert Dossier.objects.get(cadre__name="陈振霆").status == "tracking"
