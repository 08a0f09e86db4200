"""What makes a password good enough."""

import time
from datetime import UTC, datetime, timedelta

import pytest

from signin.rules.passwords import (
    PROFILES,
    classes_in,
    days_left,
    is_guessable,
    must_change,
    words_about,
)

AT = datetime(2026, 9, 30, tzinfo=UTC)
COMMON = frozenset({"password", "sunshine", "trustno1"})
WORDS = words_about(["临澜市纪委监委", "许明澈"], ["zhuren", "GH-0042"])


@pytest.mark.parametrize(
    ("password", "classes"),
    [("abcdef", 1), ("abcDEF", 2), ("abcDEF123", 3), ("abcDEF123-", 4), ("口令abc", 2), ("", 0)],
)
def test_kinds_of_signs_are_counted(password, classes):
    assert classes_in(password) == classes


@pytest.mark.parametrize(
    "word", ["linlan", "linlanshi", "jiweijianwei", "lls", "jwjw", "xumingche", "mingche", "xmc"]
)
def test_words_about_a_person_hold_pinyin_and_initials_of_name_and_office(word):
    assert word in WORDS


@pytest.mark.parametrize(
    "password",
    [
        "Linlan@Jiwei2026",
        "LinLanShi-20260930",
        "XuMingche1978!",
        "Xmc@llsjwjw2026",
        "临澜市纪委2026Aa",
        "Huifang-Demo-2026",
        "P@ssw0rd2026",
        "Qwertyuiop-1234567",
        "Asdfghjkl;2026",
        "Aaaaaa-111111-Zz",
        "Sunshine_2026",
        "1qaz@WSX3edc$RFV"[:12],
        "Zhuren.gh-0042!",
        "abcdEFGH12345678",
        "Trustno1!2026",
    ],
)
def test_what_an_attacker_tries_first_is_guessable(password):
    assert is_guessable(password, words=WORDS, common=COMMON)


@pytest.mark.parametrize(
    "password",
    [
        "Suan3-Yundong-cha",
        "mk7#Vq2p-Lrt9x",
        "beiwei-Haitang-88",
        "correct-Horse7-battery",
        "四季-Paobu-茶杯-7",
    ],
)
def test_a_few_words_that_have_nothing_to_do_with_one_another_are_not(password):
    assert not is_guessable(password, words=WORDS, common=COMMON)


@pytest.mark.parametrize("text", ["a" * 1_000_000, "2026" * 250_000, "ab" * 500_000])
def test_an_endless_password_is_judged_at_once(text):
    began = time.monotonic()
    is_guessable(text, words=WORDS, common=COMMON)
    assert time.monotonic() - began < 0.2


def test_a_secret_of_the_administrator_has_to_be_changed_at_once():
    assert must_change(until=AT + timedelta(hours=3), set_at=AT, days=90, at=AT)


@pytest.mark.parametrize(("days", "due"), [(89, False), (90, True), (200, True)])
def test_a_password_lasts_ninety_days(days, due):
    set_at = AT - timedelta(days=days)
    assert must_change(until=None, set_at=set_at, days=90, at=AT) is due


def test_by_the_other_profile_a_password_never_gets_too_old():
    rule = PROFILES["asvs"]
    assert not must_change(until=None, set_at=AT - timedelta(days=999), days=rule.days, at=AT)
    assert days_left(set_at=AT, days=rule.days, at=AT) is None


def test_the_days_left_are_whole_days():
    assert days_left(set_at=AT, days=90, at=AT + timedelta(days=88, hours=1)) == 1
    assert days_left(set_at=AT, days=90, at=AT + timedelta(days=300)) == 0
