"""The template tags of the page shell."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template
from django.test import RequestFactory

DAY = date(2026, 3, 5)
MOMENT = datetime(2026, 3, 5, 16, 30, tzinfo=ZoneInfo("UTC"))


def shown(text: str, **context) -> str:
    return Template("{% load web %}" + text).render(Context(context))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{ day|cn_date }}", "2026年3月5日"),
        ("{{ day|cn_month }}", "2026年3月"),
        ("{{ moment|cn_date }}", "2026年3月6日"),
        ("{{ moment|cn_time }}", "2026年3月6日 00:30"),
        ("{{ nothing|cn_date }}{{ nothing|cn_time }}", ""),
        ("{% when day %}", '<time datetime="2026-03-05">2026年3月5日</time>'),
        ("{% when moment %}", '<time datetime="2026-03-06T00:30+08:00">2026年3月6日 00:30</time>'),
        ("{% when nothing %}{% when nothing '待定' %}", "未填待定"),
        ("{{ nothing|or_blank }}{{ day.year|or_blank }}", "未填2026"),
    ],
)
def test_days_are_written_in_chinese_with_their_machine_form(text, expected):
    assert shown(text, day=DAY, moment=MOMENT, nothing=None) == expected


@pytest.mark.parametrize(
    ("today", "words"),
    [(4, "还有1天"), (5, "今天到期"), (8, "逾期3天")],
)
def test_what_is_left_of_a_term(today, words):
    assert shown("{% days_words due today %}", due=DAY, today=date(2026, 3, today)) == words


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("{% query_string sort='name' %}", "?q=%E5%BC%A0&amp;stage=a&amp;stage=b&amp;sort=name"),
        ("{% query_string q=None %}", "?stage=a&amp;stage=b"),
        ("{% query_string after='M' %}", "?q=%E5%BC%A0&amp;stage=a&amp;stage=b&amp;after=M"),
        ("{% query_string stage=None q=None %}", "?"),
    ],
)
def test_the_address_changes_in_one_part_and_starts_at_page_one(tag, expected):
    request = RequestFactory().get("/people/?q=张&stage=a&stage=b&after=X")
    assert shown(tag, request=request) == expected
