"""The text of a feedback letter: model text D1 of the paper templates, and what gaps do to it."""

import re
from dataclasses import fields, is_dataclass, replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.rules.facts import (
    ClockFacts,
    ExecutionFacts,
    LetterFacts,
    OpinionFacts,
    PendingItem,
    RatingFacts,
)
from reports.rules.letter import PARTS, draft, title
from reports.rules.paper import annex, blocks
from tests.reports.samples import FULL, PARTY_CLOCK


def test_the_parts_come_in_the_order_of_the_paper():
    assert tuple(draft(FULL)) == PARTS


def test_a_full_set_of_facts_gives_the_model_text():
    assert draft(FULL) == {
        "opening": (
            "根据干部管理监督有关规定和《示例县受处分人员回访教育办法（试行）》，我委会同中共示例县"
            "水务局党组对张喆堃同志开展了回访教育。现将有关情况函告如下。"
        ),
        "sanction": (
            "张喆堃，男，汉族，1980年3月生，2003年6月加入中国共产党，现任示例县水务局副局长"
            "（一级主任科员）。2025年5月12日，因违规发放津贴补贴，经中共示例县纪律检查委员会批准，"
            "受到党内严重警告处分（示纪〔2025〕8号）。2025年5月20日，因违规发放津贴补贴，"
            "经示例县监察委员会批准，受到政务记过处分（示监〔2025〕5号）。"
            "党内严重警告处分影响期自2025年5月12日起至2026年11月11日止，已于2026年11月11日届满。"
            "政务记过处分期自2025年5月20日起至2026年5月19日止，已于2026年5月19日届满。\n"
            "经核对，处分决定已于2025年5月22日宣布并归入本人档案，"
            "职务职级、工资待遇、年度考核等3项执行事项均已落实。"
        ),
        "work": (
            "2025年6月10日至2026年10月30日，按照“一人一策”方案，共开展回访4次，其中当面谈话3次、"
            "入户走访1次；帮扶人王某（示例县水务局党组书记）按季度开展谈心谈话6次；"
            "听取所在单位党组织、党员群众、同事等18人次意见；帮助解决工作生活困难2项。"
        ),
        "thought": "该同志能够正确对待组织处理，主动汇报思想，积极参加学习。",
        "duty": "牵头完成农村饮水安全工程扫尾工作，按期通过验收。",
        "style": "处分执行以来未发现新的违规违纪情形，能够自觉接受监督。",
        "public": (
            "2026年10月组织开展综合评价，发出评价表32份，收回有效30份，覆盖5类评价主体，"
            "综合评价为“良好”，各类主体看法较一致。所在单位党组织认为：该同志工作勤恳，"
            "作风有明显改进。"
        ),
        "remarks": "无。",
        "opinion": (
            "张喆堃同志的影响期自2026年11月12日起已满，不再因本次处分受限；"
            "是否使用由党委（党组）和组织人事部门按规定研究。建议按照干部选拔任用有关规定，"
            "将该同志纳入正常的培养使用范围，根据工作需要和现实表现统筹考虑。"
        ),
        "closing": (
            "以上情况供工作中参考。有关使用情况，请在作出决定后一个月内反馈我委案件审理室。\n特此函告。"
        ),
    }


def test_each_clock_has_one_sentence_with_its_own_end():
    text = draft(replace(FULL, as_of=date(2026, 6, 1)))["sanction"]
    assert re.findall(r"(\w+)自(\S+?)起至(\S+?)止，([^。]+)。", text) == [
        ("党内严重警告处分影响期", "2025年5月12日", "2026年11月11日", "目前尚在影响期内"),
        ("政务记过处分期", "2025年5月20日", "2026年5月19日", "已于2026年5月19日届满"),
    ]


@pytest.mark.parametrize(
    ("as_of", "state"),
    [
        (date(2026, 11, 10), "目前尚在影响期内"),
        (date(2026, 11, 11), "目前尚在影响期内"),
        (date(2026, 11, 12), "已于2026年11月11日届满"),
    ],
)
def test_the_last_day_of_a_period_is_still_inside_it(as_of, state):
    text = draft(replace(FULL, clocks=(PARTY_CLOCK,), as_of=as_of))["sanction"]
    assert f"2026年11月11日止，{state}。" in text


@pytest.mark.parametrize(
    ("clock", "words"),
    [
        (ClockFacts(system="party", kind="probation", measure="留党察看一年"), "留党察看期"),
        (ClockFacts(system="party", kind="bar", measure="留党察看一年"), "恢复党员权利后的影响期"),
        (ClockFacts(system="state", kind="bar", measure="政务降级"), "政务降级处分期"),
        (ClockFacts(system="institution", kind="bar", measure="记过"), "记过处分期"),
        (ClockFacts(system="organisational", kind="bar", measure="免职"), "免职组织处理影响期"),
        (
            ClockFacts(system="organisational", kind="leading_post", measure="免职"),
            "免职组织处理的领导职务限制期",
        ),
        (ClockFacts(system="light", kind="bar", measure="诫勉"), "诫勉处理影响期"),
    ],
)
def test_a_period_is_called_by_the_word_of_its_law(clock, words):
    dated = replace(clock, start=date(2026, 1, 1), end=date(2026, 12, 31))
    facts = LetterFacts(as_of=date(2026, 6, 1), clocks=(dated,))
    assert draft(facts)["sanction"].startswith(f"{words}自2026年1月1日起")


def test_a_period_that_waits_for_restoration_is_not_mentioned():
    waiting = ClockFacts(system="party", kind="bar", measure="留党察看一年")
    assert draft(replace(FULL, clocks=(waiting,)))["sanction"].count("影响期") == 0


def test_pending_items_are_told_with_their_days():
    pending = (
        PendingItem(name="工资待遇", due=date(2026, 12, 31)),
        PendingItem(name="年度考核"),
        PendingItem(name="材料归档", faulty=True),
    )
    announced = date(2025, 5, 22)
    execution = ExecutionFacts(announced_on=announced, done=("职务职级",), pending=pending)
    text = draft(replace(FULL, execution=execution))["sanction"].split("\n")[1]
    assert text == (
        "经核对，处分决定已于2025年5月22日宣布，职务职级执行事项已落实；"
        "工资待遇正在办理，预计2026年12月31日前完成；年度考核正在办理；材料归档正在整改。"
    )


def test_a_case_told_in_more_than_one_line_is_left_out():
    long = replace(FULL.decisions[0], reason="在负责工程招标期间" * 4)
    text = draft(replace(FULL, decisions=(long,)))["sanction"]
    assert "2025年5月12日，经中共示例县纪律检查委员会批准，受到党内严重警告处分" in text


def test_views_that_differ_are_told_by_their_areas():
    rating = RatingFacts(wording="较好", agreed=False, differing=("履职担当", "作风"))
    assert draft(replace(FULL, rating=rating))["public"].startswith(
        "组织开展了综合评价，综合评价为“较好”，各类主体在履职担当、作风方面看法有一定差异。"
    )


@pytest.mark.parametrize(
    ("opinion", "text"),
    [
        (
            OpinionFacts(choice="continue"),
            "建议所在单位党组织继续做好教育管理和关心帮助，支持其立足岗位发挥作用。"
            "影响期届满后，我委将及时反馈有关情况。",
        ),
        (
            OpinionFacts(choice="help", areas="沟通交流", revisit="2027-03"),
            "建议所在单位党组织围绕沟通交流继续加强帮助，我委将于2027年3月再次回访。",
        ),
        (OpinionFacts(choice="help"), "建议所在单位党组织继续加强帮助。"),
        (OpinionFacts(), ""),
    ],
)
def test_the_opinion_is_the_one_a_person_chose(opinion, text):
    assert draft(replace(FULL, opinion=opinion))["opinion"] == text


def test_no_ended_period_is_claimed_while_one_still_runs():
    assert "已满" not in draft(replace(FULL, bound=True))["opinion"]


def test_a_retired_person_has_a_former_post():
    person = replace(FULL.person, retired=True, rank="")
    assert "，退休前任示例县水务局副局长。" in draft(replace(FULL, person=person))["sanction"]


def test_the_numbers_of_sections_close_up_over_what_is_missing():
    parts = draft(replace(FULL, work=replace(FULL.work, visits=0, talks=0, heard=0, solved=0)))
    heads = [block.text for block in blocks(parts | {"duty": ""}) if block.is_section]
    runs = [block.head for block in blocks(parts | {"duty": ""}) if block.head]
    assert heads == ["一、处分及执行情况", "二、现实表现", "三、需要说明的情况", "四、意见建议"]
    assert runs == ["（一）思想认识方面。", "（二）纪律作风方面。", "（三）群众评价方面。"]


def test_facts_come_back_from_storage_as_they_were():
    assert LetterFacts.thawed(FULL.frozen()) == FULL


def test_facts_stored_by_an_older_program_still_load():
    stored = FULL.frozen()
    del stored["rating"]
    stored["person"]["nickname"] = "x"
    assert LetterFacts.thawed(stored) == replace(FULL, rating=RatingFacts())


def _drop(value, choose):
    """The same facts with each leaf kept or replaced by what a missing fact looks like."""
    if is_dataclass(value):
        kept = {
            f.name: _drop(getattr(value, f.name), choose)
            for f in fields(value)
            if f.name != "as_of"
        }
        return replace(value, **kept)
    if isinstance(value, tuple):
        return tuple(_drop(inner, choose) for inner in value if choose())
    if choose():
        return value
    return {str: "", bool: False}.get(type(value))


FAULTS = re.compile(
    r"None|True|False|（[，。；、\s]*）|“[，。；、\s]*”|《》|〔〕"
    r"|[，、；：。][，、；：。]|^[，、；。：]|（，|，）|\{|\}|等人次|[至经因][，。；]|自起|\s{2}"
)


# No deadline: a busy machine is no fault of the text.
@settings(deadline=None)
@given(st.data())
def test_whatever_is_missing_no_gap_is_left(data):
    facts = _drop(FULL, lambda: data.draw(st.booleans()))
    parts = draft(facts)
    for text in [*parts.values(), title(facts.person.name)]:
        for line in text.split("\n"):
            assert not FAULTS.search(line), line
            assert line == "" or line.endswith(("。", "函")), line
    for part in annex(facts):
        cells = [cell for row in part.rows for cell in row]
        assert all(cell.label and cell.value and not FAULTS.search(cell.value) for cell in cells)


SIGNS = st.text(alphabet="，。；、：！？ \n　,.", max_size=4)


@settings(deadline=None)
@given(SIGNS, st.sampled_from(["", "甲乙"]), SIGNS)
def test_signs_somebody_typed_around_a_fact_do_not_double(before, word, after):
    typed = before + word + after
    person = replace(FULL.person, post=typed, name="张三")
    decision = replace(FULL.decisions[0], reason=typed, organ=typed)
    conduct = replace(FULL.conduct, thought=typed, unit_view=typed)
    facts = replace(FULL, person=person, decisions=(decision,), conduct=conduct)
    for text in draft(facts).values():
        assert not FAULTS.search(text.replace("\n", "")), text


def test_nothing_a_letter_may_not_carry_is_in_the_draft():
    text = "".join(draft(FULL).values())
    assert not re.search(r"提拔|\d分|性格|线索|家属|配偶", text)
