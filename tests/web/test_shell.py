"""What stands on every page: language, skip link, notice, demo band; and the error pages."""

import logging
import re

import pytest
from django.template import Context, Template
from django.test import Client, RequestFactory

from web import errors
from web.context import shell

NOTICE = "本系统为非涉密系统，不得录入国家秘密"
PAGE = (
    '{% extends "base.html" %}{% block title %}甲{% endblock %}{% block heading %}甲{% endblock %}'
)


def drawn(**context) -> str:
    return Template(PAGE).render(Context({"navigation": [], "messages": [], **context}))


def test_one_language_one_heading_one_main_and_a_way_past_the_menu():
    page = drawn(navigation=[("工作台", "/todo/", True), ("回访对象", "/people/", False)])
    assert '<html lang="zh-CN">' in page
    assert (page.count("<h1"), page.count("<main")) == (1, 1)
    body = page[page.index("<body") :]
    assert re.search(r"<a[^>]*>", body)[0] == '<a class="skip-link" href="#main">'
    assert '<a href="/todo/" aria-current="page">工作台</a>' in page
    assert "<title>甲 - 回访教育管理</title>" in page


def test_every_page_says_that_no_state_secret_belongs_here(rf):
    for page in (drawn(), errors.not_found(rf.get("/x"), Exception()).content.decode()):
        assert NOTICE in page


def test_the_demo_band_is_there_only_with_demo_data():
    assert "演练数据" in drawn(demo=True)
    assert "演练数据" not in drawn(demo=False)


def test_the_search_box_is_there_for_whoever_has_the_list():
    assert 'role="search"' in drawn(navigation=[("回访对象", "/people/", False)])
    assert 'role="search"' not in drawn(navigation=[("收到的文书", "/inbox/", False)])


def test_messages_stand_in_a_status_region():
    class Message:
        level_tag = "success"

        def __str__(self) -> str:
            return "已保存<b>"

    page = drawn(messages=[Message()])
    assert 'role="status"' in page
    assert "已保存&lt;b&gt;" in page


def test_no_page_of_the_shell_carries_inline_style_or_script():
    page = drawn(demo=True, navigation=[("回访对象", "/people/", False)])
    assert not re.search(r"\sstyle=|<style|<script(?![^>]*\ssrc=)|\son[a-z]+=", page)


# Comfort --------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_large_letters_are_remembered_by_the_browser_and_undone():
    client = Client()
    answer = client.post("/comfort/text-size/", {"size": "large", "next": "/login/"})
    assert (answer.status_code, answer["Location"]) == (303, "/login/")
    request = RequestFactory().get("/")
    request.COOKIES = {name: morsel.value for name, morsel in client.cookies.items()}
    assert shell(request) == {"large_text": True, "keys_off": False}
    assert answer.cookies["text"]["httponly"] is True
    client.post("/comfort/text-size/", {"size": ""})
    assert client.cookies["text"].value == ""


@pytest.mark.django_db
@pytest.mark.parametrize(
    "next_page", ["https://else.example/", "//else.example", "javascript:x", ""]
)
def test_the_way_back_never_leads_elsewhere(next_page):
    answer = Client().post("/comfort/keys/", {"keys": "off", "next": next_page})
    assert answer["Location"] == "/"


@pytest.mark.django_db
def test_comfort_is_changed_by_posts_only():
    assert Client().get("/comfort/text-size/").status_code == 405


# Errors ---------------------------------------------------------------------------------------


def test_error_pages_speak_chinese_and_ask_the_database_nothing(rf, no_queries):
    request = rf.get("/secret-path/")
    request.COOKIES = {"text": "large"}
    with no_queries():
        pages = {
            400: errors.bad_request(request, Exception("boom")),
            403: errors.forbidden(request, PermissionError("technical words")),
            404: errors.not_found(request, Exception("boom")),
            500: errors.server_error(request),
        }
    for status, response in pages.items():
        page = response.content.decode()
        assert response.status_code == status
        assert 'class="large-text"' in page
        assert "boom" not in page
        assert "secret-path" not in page
        assert "technical" not in page


def test_a_refusal_in_chinese_reaches_the_reader(rf):
    page = errors.forbidden(
        rf.get("/"), PermissionError("本人的档案由其他同志办理。")
    ).content.decode()
    assert "本人的档案由其他同志办理。" in page


def test_a_server_error_carries_a_number_that_stands_in_the_log(rf, caplog):
    with caplog.at_level(logging.ERROR, "web.errors"):
        page = errors.server_error(rf.get("/x/")).content.decode()
    number = re.search(r"event-number\">([0-9A-Z]{6})<", page)[1]
    assert caplog.messages == [f"server error {number} at /x/"]


def test_a_stale_form_says_what_to_do(rf):
    page = errors.csrf_failed(rf.post("/x/"), reason="CSRF cookie not set.").content.decode()
    assert "请重新打开这一页" in page
    assert "CSRF" not in page
