"""Sizes and breaks that depend on words."""

import pytest

from reports.rules.layout import MM_PER_POINT, mark_points, signature_margin, title_lines, units


@pytest.mark.parametrize(
    ("characters", "points"),
    [(6, 42), (10, 42), (11, 36), (12, 36), (14, 31), (16, 27), (17, 21.5), (20, 21.5)],
)
def test_the_mark_is_sized_by_its_length(characters, points):
    assert mark_points("中" * characters) == points


@pytest.mark.parametrize("characters", range(1, 40))
def test_every_mark_fits_one_line(characters):
    assert mark_points("中" * characters) * MM_PER_POINT * characters <= 156.001


@pytest.mark.parametrize(
    ("signer", "on", "margin"),
    [
        ("中共示例县纪律检查委员会", "2026年11月21日", 1.5),
        ("示例县纪委", "2026年11月21日", 5.0),
        ("中共示例省示例市示例县纪律检查委员会驻示例局纪检监察组", "2026年1月2日", 0.0),
        ("中共示例县纪律检查委员会", "2026年1月2日", 1.0),
    ],
)
def test_the_signature_leaves_four_characters_right_of_the_date(signer, on, margin):
    assert signature_margin(signer, on) == margin


def test_a_date_counts_its_digits_as_halves():
    assert units("2026年11月21日") == 7


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("关于张喆堃同志回访教育情况的反馈函", ["关于张喆堃同志回访教育情况的反馈函"]),
        (
            "关于阿卜杜热合曼·买买提同志回访教育情况的反馈函",
            ["关于阿卜杜热合曼·买买提同志", "回访教育情况的反馈函"],
        ),
    ],
)
def test_a_title_breaks_between_words_the_longer_line_first(title, lines):
    assert title_lines(title) == lines


def test_a_title_without_known_words_is_cut_by_its_length():
    assert title_lines("甲" * 45) == ["甲" * 20, "甲" * 20, "甲" * 5]
