"""The numbers behind the drawings."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from itertools import pairwise

import pytest

from web.charts import (
    FONT,
    Axis,
    BarRow,
    Bars,
    ClockLanes,
    Dot,
    Lane,
    Mark,
    MarkRow,
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


class TestLanes:
    today = date(2026, 11, 21)
    party = Lane("党内警告影响期", date(2025, 12, 4), date(2026, 12, 3), safe=date(2026, 12, 5))

    def chart(self, *lanes, rows=(), today=None):
        return ClockLanes(tuple(lanes), tuple(rows), today or self.today)

    def test_the_line_takes_whole_months_around_everything_and_today(self):
        chart = self.chart(self.party)
        assert (chart.line.first, chart.line.last) == (date(2025, 12, 1), date(2026, 12, 31))
        over = self.chart(self.party, today=date(2027, 2, 3))
        assert over.line.last == date(2027, 2, 28)

    def test_a_bar_starts_in_the_morning_and_ends_in_the_evening(self):
        (lane,) = self.chart(self.party).drawn_lanes
        # 396 days on the line; 3 before it starts, 365 long, 353 of them begun.
        assert (lane.x, lane.width, lane.filled) == ("7.6", "921.7", "891.4")
        assert lane.end_x == "929.3"
        assert lane.safe_x == "931.8"
        assert lane.computed_x == ""

    def test_words_and_sentence_say_the_same_days(self):
        (lane,) = self.chart(self.party).drawn_lanes
        assert lane.words == "2025年12月4日至2026年12月3日，还有12天"
        assert lane.sentence.startswith("党内警告影响期2025年12月4日至2026年12月3日，共365天")

    def test_today_stands_on_the_same_line(self):
        chart = self.chart(self.party)
        assert (chart.today_x, chart.today_anchor) == ("896.5", "middle")
        assert self.chart(self.party, today=date(2025, 12, 4)).today_anchor == "start"
        assert self.chart(self.party, today=date(2026, 12, 30)).today_anchor == "end"

    def test_lanes_stand_below_each_other_and_the_drawing_holds_them(self):
        chart = self.chart(self.party, self.party)
        assert [lane.bar_y for lane in chart.drawn_lanes] == ["54", "106"]
        assert (chart.axis, chart.view_box) == ("134", "0 0 1000 164")

    def test_a_period_that_is_over_is_full(self):
        (lane,) = self.chart(self.party, today=date(2027, 2, 3)).drawn_lanes
        assert (lane.is_over, lane.filled == lane.width) == (True, True)
        assert lane.words.endswith("，已届满")

    def test_a_settled_end_stands_beside_the_computed_one(self):
        settled = replace(self.party, computed=date(2026, 11, 30))
        (lane,) = self.chart(settled).drawn_lanes
        assert lane.computed_x == "921.7"
        same = replace(self.party, computed=date(2026, 12, 3))
        assert self.chart(same).drawn_lanes[0].computed_x == ""

    def test_an_awaited_bar_is_open_after_the_probation(self):
        probation = Lane("察看期", date(2025, 12, 1), date(2026, 11, 30), is_probation=True)
        awaited = Lane("影响期", None, None, not_before=date(2026, 12, 1))
        chart = self.chart(probation, awaited)
        # half a year is drawn, to the end of its month; nothing is filled
        assert chart.line.last == date(2027, 6, 30)
        lane = chart.drawn_lanes[1]
        assert (lane.x, lane.width, lane.filled) == ("632.6", "367.4", "0")
        assert (lane.end_x, lane.words) == ("", "起止日待定，自恢复党员权利之日起算")
        assert lane.is_over is False

    def test_marks_stand_on_their_day_and_never_cover_each_other(self):
        days = [date(2026, 3, 18), date(2026, 3, 20), date(2026, 6, 25)]
        marks = tuple(Mark(day, f"第{n}次回访", f"/visits/{n}/") for n, day in enumerate(days, 1))
        chart = self.chart(self.party, rows=[MarkRow("回访", "disc", marks)])
        (row,) = chart.drawn_rows
        assert [(mark.x, mark.y) for mark in row.marks] == [
            ("270.2", "138"), ("275.3", "122"), ("520.2", "138"),
        ]  # fmt: skip
        assert row.line_y == "138"
        assert row.marks[0].sentence == "2026年3月18日 第1次回访"

    def test_a_record_outside_every_period_widens_the_line(self):
        early = MarkRow("谈话", "ring", (Mark(date(2025, 9, 30), "2025年第三季度谈心谈话"),))
        chart = self.chart(self.party, rows=[early])
        assert chart.line.first == date(2025, 9, 1)

    def test_rows_follow_each_other_and_the_axis_lies_below(self):
        rows = [MarkRow(name, "ring", ()) for name in ("回访", "谈话")]
        chart = self.chart(self.party, rows=rows)
        assert [row.line_y for row in chart.drawn_rows] == ["122", "174"]
        assert chart.axis == "190"

    @pytest.mark.parametrize(
        ("years", "labels"),
        [
            (1, ["2025年", "2月", "3月", "4月"]),
            (3, ["2025年", "4月", "7月", "10月", "2026年", "4月"]),
            (5, ["2025年", "7月", "2026年", "7月", "2027年"]),
            (10, ["2025年", "2026年", "2027年", "2028年", "2029年"]),
        ],
    )
    def test_ticks_keep_apart(self, years, labels):
        lane = Lane("影响期", date(2025, 1, 1), date(2024 + years, 12, 31))
        ticks = self.chart(lane, today=date(2025, 1, 1)).ticks
        assert [tick.label for tick in ticks][: len(labels)] == labels
        places = [float(tick.x) for tick in ticks]
        gaps = [right - left for left, right in pairwise(places)]
        assert min(gaps) > 5 * FONT
        assert ticks[0].anchor == "start"

    def test_the_first_tick_says_its_year(self):
        lane = Lane("影响期", date(2026, 3, 25), date(2028, 4, 1))
        ticks = self.chart(lane).ticks
        assert [tick.label for tick in ticks][:4] == ["2026年4月", "7月", "10月", "2027年"]

    def test_the_description_says_lanes_and_counts(self):
        row = MarkRow("回访", "disc", (Mark(date(2026, 3, 18), "首次回访"),))
        desc = self.chart(self.party, rows=[row]).desc
        assert desc.endswith("，还有12天；回访1次")

    def test_nobody_without_a_clock_gets_a_drawing(self):
        assert not self.chart()
