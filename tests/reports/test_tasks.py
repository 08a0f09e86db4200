"""The doors for Celery, run in this process: ids in, rows out, twice the same as once."""

import pytest

from audit.models import Entry
from cases.models import Dossier
from jobs.choices import JobState
from jobs.models import Job
from reports import tasks
from reports.actions import edit_letter, request_preview
from reports.models import Letter, LetterFile, Letterhead, LetterNumber, LetterPreview
from tests.reports.letters import TODAY, Desk, text_of
from tests.reports.measuring import extracted, font_names

pytestmark = pytest.mark.usefixtures("committed_db")


@pytest.fixture(autouse=True)
def _on_the_suite_s_day(monkeypatch):
    monkeypatch.setattr("workdays.clock.today", lambda: TODAY)


def test_a_job_makes_one_paper_however_often_it_is_sent():
    letter, job = Desk().asked()
    for _ in range(3):
        tasks.make_letter(job.pk)
    file = LetterFile.objects.get()
    letter.refresh_from_db()
    job.refresh_from_db()
    assert (letter.status, letter.issued_on) == ("issued", TODAY)
    assert str(letter.number) == "临纪函〔2026〕1号"
    assert (job.state, job.done, job.total, job.attempts) == (JobState.DONE, 4, 4, 1)
    assert job.result == {"url": letter.get_absolute_url()}
    assert Entry.objects.filter(verb="letter.issued").count() == 1
    words = extracted(bytes(file.content)).replace("\r\n", "").replace("\n", "")
    assert "临纪函〔2026〕1号" in words
    assert "关于许明澈同志回访教育情况的反馈函" in words
    assert "2027年3月24日" in words
    assert "征求意见稿" not in words
    assert all(name.startswith("Huifang-") for name in font_names(bytes(file.content)))


def test_an_office_without_its_word_is_told_and_no_number_is_lost():
    _, job = Desk().asked()
    Letterhead.objects.all().delete()
    tasks.make_letter(job.pk)
    job.refresh_from_db()
    assert (job.state, job.error) == (
        JobState.FAILED,
        "本机关还没有设置机关代字，不能编号。请先填写发文信息。",
    )
    assert LetterNumber.objects.count() == 0
    assert Letter.objects.get().is_issuing


def test_a_letter_that_cannot_be_laid_out_takes_no_number(monkeypatch):
    _, job = Desk().asked()

    def broken(_page):
        raise RuntimeError("layout")

    monkeypatch.setattr(tasks, "pdf_of", broken)
    with pytest.raises(RuntimeError):
        tasks.make_letter(job.pk)
    assert LetterNumber.objects.count() == 0
    assert Job.objects.get().state == JobState.RUNNING


def test_the_nightly_draft_is_made_once():
    desk = Desk()
    assert [tasks.draft_due_letters(), tasks.draft_due_letters()] == [1, 0]
    letter = Letter.objects.get()
    assert (letter.dossier, letter.drafted_by, letter.status) == (
        Dossier.objects.get(pk=desk.dossier.pk),
        None,
        "draft",
    )


def test_a_preview_is_marked_for_its_reader_and_takes_no_number(client):
    desk = Desk()
    letter = desk.submitted()
    job = request_preview(letter, by=desk.leader)
    assert request_preview(letter, by=desk.leader) == job
    tasks.make_preview(job.pk)
    job.refresh_from_db()
    made = LetterPreview.objects.get()
    words = extracted(bytes(made.content))
    assert "李岚" in words
    assert set("征求意见稿") <= set(words)
    assert LetterNumber.objects.count() == 0
    assert (made.reader, job.state) == (desk.leader, JobState.DONE)
    for reader, status in ((desk.leader, 200), (desk.writer, 303), (desk.reader, 403)):
        client.force_login(reader, backend="django.contrib.auth.backends.ModelBackend")
        assert client.get(job.result["url"]).status_code == status


def test_a_preview_of_words_that_changed_since_is_not_shown(client):
    desk = Desk()
    letter = desk.written()
    job = request_preview(letter, by=desk.writer)
    tasks.make_preview(job.pk)
    edit_letter(letter, text=text_of(letter), version=letter.version, by=desk.writer, on=TODAY)
    client.force_login(desk.writer, backend="django.contrib.auth.backends.ModelBackend")
    job.refresh_from_db()
    assert client.get(job.result["url"]).status_code == 303
    assert request_preview(letter, by=desk.writer) != job
