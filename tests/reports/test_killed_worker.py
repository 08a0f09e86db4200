"""A worker killed with -9 while it makes a letter: one letter, one number, one file, no click."""

import time
from datetime import timedelta

import pytest
from celery import current_app
from django.utils import timezone

from accounts.models import User
from jobs.choices import JobState
from jobs.models import Job
from reports.actions import request_issue
from reports.models import Letter, LetterFile, LetterNumber
from tests.plugins.worker import Child
from tests.reports.dying_worker import POINTS
from tests.reports.letters import Desk
from tests.reports.measuring import extracted

pytestmark = [pytest.mark.worker, pytest.mark.slow]

# The promise: done within two minutes of the blow.
LIMIT = timedelta(minutes=2)
NAMES = ("赵一鸣", "钱二立", "孙三省", "李四维", "周五常", "吴六合", "郑七成")
QUEUE = "dying"


class DyingWorker(Child):
    """A second worker that kills itself; it alone hears its queue and takes one job."""

    def kill_at(self, point: str, letter: Letter, by: User) -> Job:
        self.words = [*self.words, "-Q", QUEUE, "-n", f"{point}@%h"]
        self.words += ["--include", "tests.reports.dying_worker"]
        self.start(env={"DIE_AT": point})
        job = request_issue(letter, by=by)
        current_app.send_task(job.kind, [job.pk], queue=QUEUE)
        deadline = time.monotonic() + 60
        while self.process.poll() is None:
            assert time.monotonic() < deadline, self.text()
            time.sleep(0.1)
        assert self.process.returncode == -9
        return job


def test_each_letter_is_finished_once_after_its_worker_was_killed(worker, beat, committed_db):
    """The other worker and beat run on; the sweep finds what the dead one left."""
    desks = [Desk(f"纪委{number}", name) for number, name in enumerate(NAMES)]
    letters = [desk.approved() for desk in desks]
    blows = {}
    for (point, numbered), desk, letter in zip(POINTS.items(), desks, letters, strict=True):
        dying = DyingWorker(committed_db, f"dying-{point}", worker.words, "ready.")
        job = dying.kill_at(point, letter, desk.writer)
        blows[job.pk] = timezone.now()
        job.refresh_from_db()
        assert (job.state, job.attempts) == (JobState.RUNNING, 1), point
        assert LetterNumber.objects.filter(letter=letter).exists() is numbered, point
        assert not LetterFile.objects.filter(letter=letter).exists(), point

    while Job.objects.exclude(state=JobState.DONE).exists():
        assert timezone.now() < max(blows.values()) + LIMIT, worker.text()
        time.sleep(0.5)

    for job in Job.objects.all():
        assert job.ended_at - blows[job.pk] < LIMIT, job.pk
        assert job.attempts == 2
    assert Letter.objects.filter(status="issued").count() == len(POINTS)
    numbers = {number.letter_id: number for number in LetterNumber.objects.all()}
    assert [number.seq for number in numbers.values()] == [1] * len(POINTS)
    files = list(LetterFile.objects.all())
    assert len(files) == len(POINTS)
    for file in files:
        assert str(numbers[file.letter_id]) in extracted(bytes(file.content))


def test_numbers_of_one_office_follow_each_other_across_a_kill(worker, committed_db):
    desk = Desk()
    first = desk.approved()
    dying = DyingWorker(committed_db, "dying", worker.words, "ready.")
    job = dying.kill_at("after_number", first, desk.writer)
    Job.objects.filter(pk=job.pk).update(lease_until=timezone.now() - timedelta(seconds=1))
    current_app.send_task(job.kind, [job.pk])
    until_done(job, worker)
    desk.reload()
    second, other = desk.asked()
    for _ in range(3):
        current_app.send_task(other.kind, [other.pk])
    until_done(other, worker)
    found = LetterNumber.objects.order_by("seq").values_list("letter_id", "seq")
    assert list(found) == [(first.pk, 1), (second.pk, 2)]
    assert LetterFile.objects.count() == 2


def until_done(job, worker):
    deadline = time.monotonic() + 60
    while Job.objects.get(pk=job.pk).state != JobState.DONE:
        assert time.monotonic() < deadline, worker.text()
        time.sleep(0.2)
