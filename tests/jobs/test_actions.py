"""A job is claimed by one holder, renewed by him alone, and found again when he dies."""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from jobs.actions import (
    LEASE,
    MAX_ATTEMPTS,
    Lost,
    advance,
    claim,
    fail,
    finish,
    offered_again,
    renew,
    retry,
    submit,
)
from jobs.choices import JobState
from jobs.models import Job
from jobs.running import holding
from tests.factories import NOON

LATER = NOON + LEASE + timedelta(seconds=1)


def waiting(key="one"):
    return submit("demo.tasks.work", key=key, params={"n": 1}, by=None)


@pytest.mark.django_db
def test_asking_twice_finds_the_same_open_job():
    assert waiting().pk == waiting().pk


@pytest.mark.django_db
def test_asking_again_after_the_end_is_a_new_job():
    first = claim(waiting().pk, holder="a", at=NOON)
    finish(first, at=NOON)
    assert waiting().pk != first.pk


@pytest.mark.django_db
def test_a_claimed_job_is_not_claimed_again_while_its_lease_runs():
    job = waiting()
    assert claim(job.pk, holder="a", at=NOON).pk == job.pk
    assert claim(job.pk, holder="b", at=NOON + timedelta(seconds=59)) is None


@pytest.mark.django_db
def test_a_renewed_lease_runs_on():
    job = claim(waiting().pk, holder="a", at=NOON)
    renew(job.pk, holder="a", at=NOON + timedelta(seconds=50))
    assert claim(job.pk, holder="b", at=NOON + timedelta(seconds=100)) is None


@pytest.mark.django_db
def test_whoever_lost_the_lease_can_neither_renew_nor_advance_nor_finish():
    mine = claim(waiting().pk, holder="a", at=NOON)
    theirs = claim(mine.pk, holder="b", at=LATER)
    for attempt in (
        lambda: renew(mine.pk, holder="a", at=LATER),
        lambda: advance(mine, done=1, total=2),
        lambda: finish(mine, at=LATER),
        lambda: fail(mine, at=LATER, error="x"),
    ):
        with pytest.raises(Lost):
            attempt()
    advance(theirs, done=1, total=2, note="排版")
    assert Job.objects.get(pk=mine.pk).note == "排版"


@pytest.mark.django_db
def test_a_sweep_offers_waiting_and_orphaned_jobs_and_no_others():
    orphan, held, ended = (waiting(key) for key in ("orphan", "held", "ended"))
    claim(orphan.pk, holder="dead", at=NOON)
    claim(held.pk, holder="alive", at=LATER)
    finish(claim(ended.pk, holder="c", at=NOON), at=NOON)
    late = waiting("late")
    Job.objects.filter(pk=late.pk).update(asked_at=NOON)
    offered = offered_again(at=LATER, waiting_since=NOON + timedelta(seconds=1))
    assert sorted(pk for pk, _kind in offered) == sorted([orphan.pk, late.pk])


@pytest.mark.django_db
def test_a_hopeless_job_fails_with_a_sentence_and_can_be_retried_by_a_person():
    job = claim(waiting().pk, holder="a", at=NOON)
    Job.objects.filter(pk=job.pk).update(attempts=MAX_ATTEMPTS)
    assert offered_again(at=LATER, waiting_since=NOON) == []
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert "重试" in job.error
    retry(job)
    assert claim(job.pk, holder="b", at=LATER) is not None


@pytest.mark.django_db
def test_finishing_shows_all_of_the_work_as_done():
    job = claim(waiting().pk, holder="a", at=NOON)
    advance(job, done=2, total=5)
    finish(job, at=NOON, file="x")
    job.refresh_from_db()
    assert (job.state, job.done, job.total, job.result) == (JobState.DONE, 5, 5, {"file": "x"})
    assert (job.holder, job.lease_until) == (None, None)


def test_of_eight_workers_one_wins(committed_db):
    job = waiting()
    won = []

    def work(name):
        if claim(job.pk, holder=name, at=NOON) is not None:
            won.append(name)
        connection.close()

    threads = [threading.Thread(target=work, args=(f"w{n}",)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(won) == 1


def test_a_holder_keeps_its_lease_by_itself(committed_db, monkeypatch):
    moments = iter(NOON + timedelta(seconds=50 * step) for step in range(100))
    monkeypatch.setattr("jobs.running.RENEW_EVERY", 0.05)
    job = waiting()
    with holding(job.pk, clock=lambda: next(moments)) as held:
        assert held.pk == job.pk
        first = held.lease_until
        for _ in range(100):
            if Job.objects.get(pk=job.pk).lease_until > first:
                break
            threading.Event().wait(0.05)
        assert Job.objects.get(pk=job.pk).lease_until > first
