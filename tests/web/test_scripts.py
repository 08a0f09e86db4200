"""The scripts by themselves, on bare pages a test serves: drafts, double submits, rating keys."""

import json

import pytest

pytestmark = pytest.mark.browser

HEAD = """<!doctype html><html lang="zh-CN"><title>x</title>
<script src="/static/js/{script}" defer></script>"""
FORM = """<form method="post" action="/sent/" data-autosave="/autosave/" novalidate>
<input type="hidden" name="csrfmiddlewaretoken" value="t">
<input type="hidden" name="base_version" value="3"><input type="hidden" name="draft_key" value="K">
<label>内容<textarea name="text"></textarea></label>
<p data-autosave-line></p><button type="submit" name="act" value="go">提交</button></form>"""
BALLOT = """<form>{groups}<input name="note" data-rating-next></form>"""
GROUP = """<fieldset data-rating><legend>第{n}题</legend>{radios}
<label><input type="radio" name="q{n}" value="unknown" data-key="9">不了解</label></fieldset>"""


class Server:
    """Answers /autosave/ with what the test puts into `answers`, and keeps what was sent."""

    def __init__(self, page) -> None:
        self.page = page
        self.sent: list[dict[str, str]] = []
        self.answers: list[dict] = []
        page.route("**/autosave/", self.answer)

    def answer(self, route) -> None:
        from urllib.parse import parse_qsl

        self.sent.append(dict(parse_qsl(route.request.post_data or "", keep_blank_values=True)))
        saved = {"version": 3 + len(self.sent), "saved_at": "14:32"}
        answer = self.answers.pop(0) if self.answers else {"status": 200, "json": saved}
        if answer.get("abort"):
            route.abort("internetdisconnected")
            return
        route.fulfill(
            status=answer["status"],
            content_type="application/json",
            body=json.dumps(answer.get("json", {})),
        )

    def wait(self, count: int) -> None:
        for _ in range(120):
            if len(self.sent) >= count:
                return
            self.page.wait_for_timeout(100)
        pytest.fail(f"{len(self.sent)} drafts arrived, {count} were expected")


def serve(page, script: str, body: str) -> None:
    html, kind = HEAD.format(script=script) + body, "text/html; charset=utf-8"
    page.route("**/fixture/", lambda route: route.fulfill(content_type=kind, body=html))
    page.goto("/fixture/")


@pytest.fixture
def server(page) -> Server:
    server = Server(page)
    serve(page, "autosave.js", FORM)
    return server


def line(page) -> str:
    return page.locator("[data-autosave-line]").inner_text()


def test_a_draft_is_sent_two_seconds_after_the_last_key(page, server):
    page.get_by_label("内容").press_sequentially("谈了近况", delay=20)
    page.wait_for_timeout(1500)
    assert server.sent == []
    server.wait(1)
    assert server.sent[0] == {
        "csrfmiddlewaretoken": "t",
        "base_version": "3",
        "draft_key": "K",
        "text": "谈了近况",
    }
    page.get_by_text("草稿已自动保存 14:32").wait_for()
    assert page.input_value("[name=base_version]") == "4"


def test_someone_who_never_stops_typing_is_saved_every_five_seconds(page, server):
    box = page.get_by_label("内容")
    for _ in range(14):
        box.press_sequentially("a")
        page.wait_for_timeout(500)
    assert len(server.sent) == 1
    server.wait(2)
    assert server.sent[1]["base_version"] == "4"


def test_leaving_the_field_saves_at_once(page, server):
    page.get_by_label("内容").fill("写好了")
    page.get_by_role("button").focus()
    page.wait_for_timeout(500)
    assert len(server.sent) == 1


def test_a_lost_network_is_said_and_tried_again_without_losing_a_word(browser, page, server):
    browser.expect("autosave")
    server.answers = [{"abort": True}]
    page.get_by_label("内容").fill("还在本页")
    page.get_by_text("暂时连不上服务器，内容还在本页，请不要关闭。正在重试……").wait_for()
    server.wait(2)
    assert [sent["text"] for sent in server.sent] == ["还在本页", "还在本页"]
    page.get_by_text("草稿已自动保存 14:32").wait_for()


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({"status": 409, "json": {}}, "这份草稿在另一个页面也保存过"),
        ({"status": 401}, "登录已到期，内容还在本页。"),
        ({"status": 403}, "登录已到期，内容还在本页。"),
        ({"status": 413}, "内容太长，没有自动保存。"),
    ],
)
def test_an_answer_that_will_not_change_stops_the_drafts(browser, page, server, answer, words):
    browser.expect("autosave")
    server.answers = [answer]
    page.get_by_label("内容").fill("甲")
    server.wait(1)
    page.get_by_text(words).wait_for()
    page.get_by_label("内容").fill("乙")
    page.wait_for_timeout(2600)
    assert len(server.sent) == 1
    button = page.get_by_role("button", name="对比并选择")
    assert button.count() == (1 if answer["status"] == 409 else 0)


def test_nothing_is_kept_in_the_browser(page, server):
    page.get_by_label("内容").fill("不留在这台电脑上")
    server.wait(1)
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]


def test_a_form_is_sent_once_however_often_it_is_pressed(page):
    posts = []

    def keep(route) -> None:
        posts.append(route.request.post_data)
        route.fulfill(status=204)

    page.route("**/sent/", keep)
    serve(page, "submit.js", FORM)
    button = page.get_by_role("button")
    button.click(no_wait_after=True)
    page.evaluate("document.forms[0].requestSubmit()")
    page.wait_for_timeout(400)
    assert len(posts) == 1
    assert "act=go" in posts[0]
    assert (button.get_attribute("aria-busy"), button.inner_text()) == ("true", "正在保存……")


def test_digits_answer_the_items_and_move_on(page):
    groups = "".join(
        GROUP.format(
            n=n,
            radios="".join(
                f'<label><input type="radio" name="q{n}" value="{v}">{v}分</label>'
                for v in range(5)
            ),
        )
        for n in (1, 2, 3)
    )
    serve(page, "rating.js", BALLOT.format(groups=groups))
    page.locator("[name=q1]").first.focus()
    for key in ("4", "0", "Backspace", "9", "3"):
        page.keyboard.press(key)
    chosen = page.evaluate("Array.from(document.querySelectorAll(':checked')).map(e => e.value)")
    assert chosen == ["4", "unknown", "3"]
    assert page.evaluate("document.activeElement.name") == "note"
    page.keyboard.type("42")
    assert page.input_value("[name=note]") == "42"
