"""How far a job is: for who asked, without JavaScript, with a way out when it failed."""

import pytest
from django.urls import reverse

from accounts.roles import Role
from jobs.actions import advance, claim, fail, finish, submit
from jobs.choices import JobState
from tests import factories
from tests.factories import NOON, user

pytestmark = pytest.mark.django_db


@pytest.fixture
def asker():
    return user(Role.OFFICER, factories.office())


def a_job(asker):
    return submit("reports.tasks.make_letter", key="k", params={}, by=asker)


def test_an_open_job_refreshes_itself(client, asker):
    job = claim(a_job(asker).pk, holder="w", at=NOON)
    advance(job, done=2, total=4, note="正在编号")
    client.force_login(asker)
    text = client.get(reverse("dashboard:job", args=[job.code])).content.decode()
    assert '<meta http-equiv="refresh" content="2">' in text
    assert "正在编号：已完成 2／4" in text


def test_a_finished_job_leads_to_its_result_and_stays_still(client, asker):
    job = claim(a_job(asker).pk, holder="w", at=NOON)
    finish(job, at=NOON, url="/docs/ABC/")
    client.force_login(asker)
    text = client.get(reverse("dashboard:job", args=[job.code])).content.decode()
    assert 'href="/docs/ABC/"' in text
    assert "refresh" not in text


def test_nobody_else_sees_it(client, asker):
    job = a_job(asker)
    client.force_login(user(Role.DIRECTOR, asker.unit))
    assert client.get(reverse("dashboard:job", args=[job.code])).status_code == 404
    assert client.post(reverse("dashboard:job_retry", args=[job.code])).status_code == 404


def test_a_failed_job_says_why_and_may_be_tried_again(
    client, asker, monkeypatch, django_capture_on_commit_callbacks
):
    sent = []
    monkeypatch.setattr("dashboard.views.current_app.send_task", lambda *words: sent.append(words))
    job = claim(a_job(asker).pk, holder="w", at=NOON)
    fail(job, at=NOON, error="字体文件不完整，请重新安装。")
    client.force_login(asker)
    page = reverse("dashboard:job", args=[job.code])
    assert "字体文件不完整，请重新安装。" in client.get(page).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(reverse("dashboard:job_retry", args=[job.code]))
    job.refresh_from_db()
    assert (answer.status_code, answer.url, job.state) == (303, page, JobState.WAITING)
    assert sent == [("reports.tasks.make_letter", [job.pk])]


def test_trying_twice_is_refused_in_a_sentence(client, asker):
    job = a_job(asker)
    client.force_login(asker)
    answer = client.post(reverse("dashboard:job_retry", args=[job.code]), follow=True)
    assert "这项任务已在重新处理" in answer.content.decode()
