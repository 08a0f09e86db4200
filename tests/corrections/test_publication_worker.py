"""A version of a large office, moved by a real worker under the role of the system."""

import time

import pytest

from accounts.acting import acting_as
from accounts.roles import Role
from cases.actions.versions import edit_draft, start_draft
from cases.models import Clock
from corrections.actions import publication
from corrections.actions.publication import ask_preview, publish
from corrections.rules.publication import Moved
from jobs.models import Job
from tests import factories as make
from visits.actions import reconcile_all
from workdays.clock import now, today

pytestmark = [pytest.mark.worker, pytest.mark.slow]


def done(job: Job) -> Moved:
    for _ in range(300):
        job.refresh_from_db()
        if not job.is_open:
            break
        time.sleep(0.1)
    assert job.is_done, job.error
    return Moved.read(job.result["moved"])


def test_the_worker_previews_and_moves_a_large_office(worker, monkeypatch):
    from celery import current_app

    monkeypatch.setattr(publication, "PORTION", 2)
    office = make.office()
    officer, director = make.user(Role.OFFICER, office), make.user(Role.DIRECTOR, office)
    for number in range(3):
        person = make.cadre(make.work_unit(f"单位{number}"), name="王某")
        make.decision(person, office, decided_on=today(), on=today())
    reconcile_all(on=today())
    with acting_as(officer):
        draft = start_draft(office, by=officer, on=today())
        edit_draft(
            draft, version=1, by=officer, document="临纪发〔2026〕8号", note="改用C",
            end_convention="C",
        )  # fmt: skip
        asked = ask_preview(draft, by=officer, on=today())
    current_app.send_task(asked.kind, [asked.pk])
    shown = done(asked)
    assert (shown.figures.clocks_moved, shown.figures.people) == (3, 3)
    assert set(Clock.objects.values_list("policy__number", flat=True)) == {1}
    with acting_as(director):
        job = publish(draft, version=2, seen="", by=director, on=today(), at=now())
    assert job is not None
    current_app.send_task(job.kind, [job.pk])
    assert done(job) == shown
    assert set(Clock.objects.values_list("policy__number", flat=True)) == {2}
