"""The suite's worker and browser are real, and the browser's complaints are heard."""

import json
import time

import pytest

from jobs.models import Heartbeat


@pytest.mark.worker
def test_a_beating_heart_goes_through_broker_and_worker(beat, worker):
    deadline = time.monotonic() + 60
    while not Heartbeat.objects.exists():
        assert time.monotonic() < deadline, worker.text()
        time.sleep(0.1)
    assert "jobs.tasks.beat_heart" in worker.text()
    worker.wait_for("visits.tasks.reconcile")


@pytest.mark.browser
def test_a_page_is_a_real_one_of_the_usual_size(page):
    answer = page.goto("/login/")
    assert answer.status == 200
    assert page.evaluate("[innerWidth, innerHeight]") == [1366, 768]


@pytest.mark.browser
def test_what_the_console_says_is_heard(browser):
    page = browser.new_page()
    page.goto("/login/")
    page.evaluate("console.error('planted complaint')")
    page.evaluate("document.body.setAttribute('style', 'color: red')")
    page.wait_for_timeout(200)
    heard = browser.unexpected()
    assert any("planted complaint" in text for text in heard)
    assert any("Content Security Policy" in text for text in heard)
    browser.expect("planted complaint")
    browser.expect("Content Security Policy")
    assert browser.unexpected() == []


@pytest.mark.browser
def test_health_is_shown_without_signing_in(page, browser):
    browser.expect("503")
    browser.expect("favicon.ico")  # the browser asks for one beside a page without a head
    page.goto("/healthz")
    report = json.loads(page.text_content("body"))
    assert (report["database"], report["broker"], report["worker"]) == ("ok", "ok", "silent")
