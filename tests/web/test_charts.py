"""The numbers behind the drawings."""

from datetime import date
from fractions import Fraction

import pytest

from web.charts import (
    FONT,
    Axis,
    BarRow,
    Bars,
    Dot,
    Mark,
    Radar,
    Span,
    in_two_lines,
    period_bar,
    period_bars,
)

DIMENSIONS = (
    "政治思想", "认错悔错与整改", "履职担当", "廉洁自律",
    "纪律作风", "群众口碑", "家庭与生活", "学习提升与融入",
)  # fmt: skip


def radar(values, before=None):
    past = before or [None] * len(values)
    return Radar(
        "r",
        "各维度",
        tuple(
            Axis(label, now, str(now), before=then)
            for label, now, then in zip(DIMENSIONS, values, past, strict=False)
        ),
    )


class TestBars:
    def bars(self, *rows):
        return Bars("b", "得分", ("维度", "得分"), rows)

    def test_a_bar_is_as_wide_as_its_value(self):
        drawn = self.bars(BarRow("甲", Fraction(175, 2), "87.5")).drawn[0]
        assert drawn.width == "315"

    def test_an_unknown_value_has_no_bar(self):
        assert self.bars(BarRow("甲", None, "—")).drawn[0].width == ""

    @pytest.mark.parametrize(("value", "width"), [(-3, "0"), (0, "0"), (100, "360"), (140, "360")])
    def test_a_bar_never_leaves_the_drawing(self, value, width):
        assert self.bars(BarRow("甲", value, "")).drawn[0].width == width

    def test_rows_stand_below_each_other_and_the_drawing_holds_them(self):
        bars = self.bars(BarRow("甲", 10, "10"), BarRow("乙", 20, "20"))
        assert [drawn.label_y for drawn in bars.drawn] == ["16", "60"]
        assert bars.view_box == "0 0 360 88"

    def test_dots_and_the_last_round_share_the_scale(self):
        row = BarRow("甲", 50, "50", before=25, dots=(Dot("领导", 100), Dot("同事", 75)))
        drawn = self.bars(row).drawn[0]
        assert drawn.before_x == "90"
        assert drawn.dots == (("360", "领导"), ("270", "同事"))

    def test_the_description_says_the_numbers(self):
        bars = self.bars(BarRow("甲", 10, "10.0"), BarRow("乙", None, "没有得分"))
        assert bars.desc == "甲10.0，乙没有得分"


class TestRadar:
    def test_the_first_axis_points_up_and_the_third_to_the_right(self):
        chart = radar([100] * 8)
        points = chart.now.split()
        assert points[0] == "180,57"
        assert points[2] == "288,165"
        assert points[4] == "180,273"

    def test_half_the_value_is_half_the_way(self):
        assert radar([50] + [0] * 7).now.split()[:2] == ["180,111", "180,165"]

    def test_an_unknown_axis_is_left_out_of_the_shape(self):
        assert len(radar([90, None, 80, 70, 60, 50, 40, 30]).now.split()) == 7

    def test_two_known_axes_are_no_shape(self):
        assert radar([90, 80, None, None, None, None, None, None]).now == ""

    def test_the_last_round_is_drawn_only_when_there_is_one(self):
        assert radar([90] * 8).before == ""
        assert len(radar([90] * 8, [80] * 8).before.split()) == 8

    def test_no_label_is_cut(self):
        chart = radar([90] * 8)
        assert len(chart.labels) == 8
        for label in chart.labels:
            x = float(label.x)
            for y, line in label.lines:
                wide = len(line) * FONT
                left = {"start": x, "middle": x - wide / 2, "end": x - wide}[label.anchor]
                assert left >= 0, line
                assert left + wide <= chart.WIDTH, line
                assert FONT <= float(y) <= chart.HEIGHT - FONT * 0.2, line

    def test_labels_keep_clear_of_the_outer_ring(self):
        for label in radar([90] * 8).labels:
            x = float(label.x)
            ys = [float(y) for y, _ in label.lines]
            middle = (min(ys) - FONT + max(ys)) / 2
            assert (x - 180) ** 2 + (middle - 165) ** 2 > Radar.RADIUS**2, label

    def test_letters_stay_readable_at_320_pixels(self):
        assert FONT * 320 / Radar.WIDTH >= 11


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("政治思想", ("政治思想",)),
        ("家庭与生活", ("家庭与", "生活")),
        ("认错悔错与整改", ("认错悔错", "与整改")),
    ],
)
def test_long_labels_break_in_the_middle(text, lines):
    assert in_two_lines(text) == lines


class TestPeriod:
    span = Span("党内警告影响期", date(2025, 12, 4), date(2026, 12, 3))

    def test_the_example_of_the_design(self):
        bar = period_bar(self.span, today=date(2026, 11, 21))
        assert bar.sentence == (
            "党内警告影响期2025年12月4日至2026年12月3日，共365天，今天是第353天，还有12天"
        )
        assert (bar.x, bar.width, bar.filled) == ("0", "1000", "967.1")

    @pytest.mark.parametrize(
        ("today", "words", "filled"),
        [
            (date(2025, 12, 3), "尚未开始", "0"),
            (date(2025, 12, 4), "还有364天", "2.7"),
            (date(2026, 12, 2), "还有1天", "997.3"),
            (date(2026, 12, 3), "今天是最后一天", "1000"),
            (date(2026, 12, 4), "已届满", "1000"),
        ],
    )
    def test_the_days_around_both_ends(self, today, words, filled):
        bar = period_bar(self.span, today=today)
        assert (bar.left_words, bar.filled) == (words, filled)

    def test_before_it_starts_it_says_so(self):
        bar = period_bar(self.span, today=date(2025, 12, 1))
        assert bar.sentence.endswith("共365天，尚未开始")

    def test_after_the_end_it_says_when_it_ended(self):
        bar = period_bar(self.span, today=date(2027, 1, 1))
        assert bar.sentence == "党内警告影响期自2025年12月4日起，已于2026年12月3日届满"

    def test_an_open_end_is_not_guessed(self):
        bar = period_bar(Span("察看期", date(2026, 1, 1), None), today=date(2026, 1, 10))
        assert bar.sentence == "察看期自2026年1月1日起，期满日待定"
        assert (bar.days, bar.width, bar.filled) == (None, "1000", "1000")

    def test_two_periods_share_one_line_of_time(self):
        other = Span("政务记过处分期", date(2026, 6, 2), date(2026, 12, 3))
        drawn = period_bars([self.span, other], today=date(2026, 11, 21))
        # 180 of 365 days before it starts, 185 long
        assert (drawn.bars[1].x, drawn.bars[1].width) == ("493.2", "506.8")
        assert drawn.bars[1].filled == "474"
        assert drawn.today_x == "964.4"

    def test_marks_outside_the_line_are_left_out(self):
        inside, outside = Mark(date(2025, 12, 4), "首次回访"), Mark(date(2027, 5, 1), "反馈")
        drawn = period_bars([self.span], today=date(2028, 1, 1), marks=[inside, outside])
        assert drawn.marks == (("0", inside),)
        assert drawn.today_x == ""

    def test_no_period_draws_nothing(self):
        assert not period_bars([], today=date(2026, 1, 1))
