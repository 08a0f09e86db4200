"""The doors to reconcile: the command with its figures, and a real worker."""

import io
import json
import time
from datetime import date

import pytest
from django.core.management import call_command

from huifang.celery import app
from tests import factories
from visits.models import Obligation


def command(*words):
    out = io.StringIO()
    call_command("reconcile", *words, stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_the_command_reconciles_on_a_day_and_counts():
    dossier = factories.dossier(factories.office())
    assert json.loads(command("--on", "2026-09-30", "--json")) == {
        "on": "2026-09-30",
        "added": 9,
        "met": 0,
        "moved": 0,
        "revived": 0,
        "withdrawn": 0,
    }
    talks = Obligation.objects.talks().filter(dossier=dossier)
    assert list(talks.by_due().values_list("period", "due_on")) == [
        ("2026Q2", date(2026, 6, 30)),
        ("2026Q3", date(2026, 9, 30)),
    ]


@pytest.mark.django_db
def test_a_second_run_says_that_nothing_changed():
    factories.dossier(factories.office())
    command("--on", "2026-09-30")
    assert command("--on", "2026-09-30") == (
        "2026-09-30：新增0项，已办0项，改期0项，恢复0项，撤回0项。\n"
    )


@pytest.mark.worker
def test_a_worker_reconciles_when_it_is_named(worker):
    dossier = factories.dossier(factories.office())
    app.send_task("visits.tasks.reconcile", [[dossier.pk]])
    deadline = time.monotonic() + 30
    while not Obligation.objects.filter(dossier=dossier).exists():
        assert time.monotonic() < deadline, worker.text()
        time.sleep(0.1)
    assert Obligation.objects.filter(dossier=dossier, kind="first_visit").count() == 1


def test_beat_names_the_task():
    entry = app.conf.beat_schedule["reconcile"]
    assert entry["task"] == "visits.tasks.reconcile"
    assert (entry["schedule"].hour, entry["schedule"].minute) == ({0}, {10})
