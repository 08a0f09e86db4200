"""Never a word lost: a browser that dies, two pages of one draft, twenty posts at once."""

import http.client
import os
import re
import shutil
import signal
import sys
import threading
import time
from urllib.parse import urlencode, urlsplit

import pytest

from accounts.roles import Role
from tests import factories
from tests.journeys.hands import seated
from tests.plugins.browser import FLAGS, Visitors
from tests.visits.people import people
from visits.actions import reconcile
from visits.models import Draft, Talk, UnitNote
from workdays.clock import today

pytestmark = pytest.mark.browser
# Decisions 1.14: all but what was typed in the last five seconds is back.
LOST_SECONDS = 5
SENTENCE = "近期牵头安置房验收，按期办结；本人希望参加业务培训。"
LENGTH = 3000
# Between twenty characters each: a minute of typing pressed into a quarter of it.
PAUSE = 100
KEPT = "草稿已自动保存"


@pytest.fixture
def who(committed_db):
    found = people()
    reconcile([found.dossier.pk], on=today())
    return found


def form_of(who, page="talks/new"):
    return f"/people/{who.dossier.code}/{page}/"


def chromium_of_its_own(chromium):
    names = ("chromium", "chromium-browser", "google-chrome")
    path = next(filter(None, map(shutil.which, names)))
    return chromium.browser_type.launch(executable_path=path, args=FLAGS)


def killed(browser):
    """As by a power cut: no event of the page is heard any more."""
    session = browser.new_browser_cdp_session()
    found = session.send("SystemInfo.getProcessInfo")["processInfo"]
    (pid,) = [each["id"] for each in found if each["type"] == "browser"]
    os.kill(pid, signal.SIGKILL)


def typed(page, text):
    """One key event after another; returns (moment, characters so far) as they went in."""
    moments, step = [], 20
    for at in range(0, len(text), step):
        page.keyboard.type(text[at : at + step])
        page.wait_for_timeout(PAUSE)
        moments.append((time.monotonic(), at + step))
    return moments


def test_a_browser_that_dies_loses_no_more_than_the_last_seconds(
    chromium, browser, live_server, who
):
    text = (SENTENCE * (LENGTH // len(SENTENCE) + 1))[:LENGTH]
    dying = chromium_of_its_own(chromium)
    page = seated(Visitors(dying, live_server.url), who.officer)
    page.goto(form_of(who, "visits/new"))
    page.get_by_label("履职表现").focus()
    moments = typed(page, text)
    end = time.monotonic()
    killed(dying)
    safe = max((count for at, count in moments if at <= end - LOST_SECONDS), default=0)

    again = seated(browser, who.officer)
    again.goto("/todo/")
    again.get_by_role("link", name=re.compile("^继续填写")).click()
    back = again.get_by_label("履职表现").input_value()
    sys.stdout.write(f"{LENGTH} typed, {safe} before the last {LOST_SECONDS} s, {len(back)} back\n")
    assert text.startswith(back)
    assert len(back) >= safe > LENGTH // 4


def test_two_pages_of_one_draft_overwrite_nothing(browser, who):
    browser.expect("409")
    first, second = seated(browser, who.helper), seated(browser, who.helper)
    first.goto(form_of(who))
    writes(first, "甲处写的话。")
    second.goto(form_of(who))
    assert second.get_by_label("简要记录").input_value() == "甲处写的话。"
    writes(first, "甲处又写的话。")
    box = second.get_by_label("简要记录")
    box.fill("乙处写的话。")
    second.get_by_role("button", name="对比并选择").click()
    second.get_by_role("heading", name="对比两处内容").wait_for()
    for words in ("甲处又写的话。", "乙处写的话。"):
        assert second.locator(".compare-text", has_text=words).count() == 1
    assert Draft.objects.get().data["note"] == ["甲处又写的话。"]
    second.get_by_label("两处都保留，回到表里再整理").check()
    second.get_by_role("button", name="按选择合成一份").click()
    assert second.get_by_label("简要记录").input_value() == "乙处写的话。\n甲处又写的话。"


def writes(page, words):
    page.get_by_label("简要记录").fill(words)
    with page.expect_response(lambda answer: "/save/" in answer.url and answer.ok):
        page.get_by_label("谈话日期").focus()
    page.locator("[data-autosave-line]", has_text=KEPT).wait_for()


def test_a_form_sent_from_one_page_sweeps_away_nothing_of_the_other(browser, who):
    first, second = seated(browser, who.helper), seated(browser, who.helper)
    first.goto(form_of(who))
    writes(first, "甲处写的话。")
    second.goto(form_of(who))
    writes(second, "乙处改成另一句。")
    browser.expect("409")
    for group, label in (("方式", "当面"), ("谈了什么", "思想"), ("近期状态", "平稳")):
        chosen(first, group, label)
    chosen(first, "困难诉求", "暂无")
    first.get_by_role("button", name="保存并提交").click()
    first.get_by_role("heading", name="对比两处内容").wait_for()
    assert Talk.objects.count() == 0
    assert first.locator(".compare-text", has_text="乙处改成另一句。").count() == 1


def chosen(page, group, label):
    page.get_by_role("group", name=group).get_by_label(label, exact=True).check()


def test_a_note_begun_at_one_desk_goes_on_at_another(browser, who):
    clerk = factories.user(Role.UNIT, who.unit, name="单位联络员")
    here = seated(browser, clerk)
    here.goto(form_of(who, "notes/new"))
    here.get_by_label("动态").fill("近期主动承担")
    here.locator("[data-autosave-line]", has_text=KEPT).wait_for()
    there = seated(browser, clerk, viewport={"width": 390, "height": 844})
    there.goto("/todo/")
    there.get_by_role("link", name=re.compile("^继续填写")).click()
    assert there.get_by_label("动态").input_value() == "近期主动承担"
    there.get_by_label("动态").fill("近期主动承担安置房验收。")
    there.get_by_role("button", name="登记动态").click()
    there.wait_for_url("**/notes/")
    assert UnitNote.objects.get().text == "近期主动承担安置房验收。"
    assert Draft.objects.count() == 0


def test_twenty_posts_at_once_are_one_talk(browser, live_server, who):
    page = seated(browser, who.helper)
    page.goto(form_of(who))
    cookies = "; ".join(f"{each['name']}={each['value']}" for each in page.context.cookies())
    body = urlencode(
        {
            "csrfmiddlewaretoken": page.locator("[name=csrfmiddlewaretoken]").first.input_value(),
            "key": page.locator("[name=key]").first.input_value(),
            "base_version": "0",
            "held_on": today().isoformat(),
            "mode": "face",
            "topics": "thought",
            "mood": "steady",
            "need": "none",
            "note": SENTENCE,
        }
    )
    answers = at_once(live_server.url, form_of(who), body, cookies, times=20)
    (talk,) = Talk.objects.all()
    assert answers == [(303, talk.get_absolute_url())] * 20


def at_once(base, path, body, cookies, *, times):
    """The same page sent by so many threads that start together."""
    barrier, answers = threading.Barrier(times), []

    def post():
        connection = http.client.HTTPConnection(urlsplit(base).netloc, timeout=120)
        barrier.wait()
        connection.request(
            "POST",
            path,
            body,
            {"Cookie": cookies, "Content-Type": "application/x-www-form-urlencoded"},
        )
        answer = connection.getresponse()
        answers.append((answer.status, answer.getheader("Location")))
        connection.close()

    threads = [threading.Thread(target=post) for _ in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers
