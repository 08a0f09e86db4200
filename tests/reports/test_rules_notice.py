"""The words of the three papers, and the sentence on what moved under a draft."""

from dataclasses import replace
from datetime import date

import pytest

from reports.choices import NoticeKind
from reports.rules.facts import ClockFacts, DecisionFacts
from reports.rules.notice import NoticeFacts, changes, words

FACTS = NoticeFacts(
    end=date(2026, 9, 30),
    name="赵翊鸣",
    post="一级科员",
    unit="临澜市生态环境局",
    unit_id=3,
    personnel="临澜市委组织部",
    personnel_id=4,
    decisions=(
        DecisionFacts(
            decided_on=date(2026, 4, 1),
            system="state",
            measure="政务警告",
            organ="临澜市监委",
            number="临监决〔2026〕6号",
        ),
    ),
    clocks=(ClockFacts(system="state", kind="bar", start=date(2026, 4, 1), end=date(2026, 9, 30)),),
)
# rules.md 5.6, to the letter.
SETTLED = (
    "影响期自2026年10月1日起已满，不再因本次处分受限；"
    "是否使用由党委（党组）和组织人事部门按规定研究。"
)


def told(kind, **changed):
    return words(kind, replace(FACTS, **changed), department="案件审理室")


@pytest.mark.parametrize("kind", list(NoticeKind))
def test_every_paper_says_the_settled_sentence_and_promises_nothing(kind):
    text = told(kind).text
    assert text.count(SETTLED) == 1
    for word in ("可提拔", "可以提拔", "建议使用", "符合条件", "！"):
        assert word not in text


@pytest.mark.parametrize("kind", list(NoticeKind))
def test_no_paper_tells_the_reason_or_leaves_a_gap(kind):
    bare = told(kind, post="", decisions=(DecisionFacts(system="state"),))
    assert SETTLED in bare.text
    assert "（）" not in bare.text
    assert "您。" not in bare.text


def test_the_person_is_addressed_by_name_and_told_whom_to_ask():
    paper = told(NoticeKind.PERSON)
    assert (paper.title, paper.addressee) == ("影响期届满告知书", "赵翊鸣同志")
    assert paper.text.splitlines() == [
        f"您于2026年4月1日受到政务警告处分（临监决〔2026〕6号）。您的{SETTLED}",
        "对影响期的计算有疑问，或者工作、生活上有困难，可以随时与我委案件审理室联系。",
        "特此告知。",
    ]


def test_the_unit_is_asked_to_take_the_label_off():
    paper = told(NoticeKind.UNIT)
    assert (paper.title, paper.addressee) == (
        "关于赵翊鸣同志影响期届满的通知",
        "临澜市生态环境局党组织",
    )
    assert paper.text.splitlines()[0] == (
        "赵翊鸣同志（一级科员）于2026年4月1日受到政务警告处分（临监决〔2026〕6号）。"
        f"该同志的{SETTLED}"
    )
    assert "日常名册、材料不再标注受处分情况" in paper.text


def test_the_personnel_organ_learns_who_and_since_when():
    paper = told(NoticeKind.PERSONNEL)
    assert (paper.title, paper.addressee) == ("关于赵翊鸣同志影响期届满情况的函", "临澜市委组织部")
    assert paper.text.startswith("赵翊鸣同志（临澜市生态环境局一级科员）于2026年4月1日")
    assert paper.text.endswith("特此函告。")


def test_what_was_no_sanction_is_not_called_one():
    light = DecisionFacts(decided_on=date(2026, 4, 1), system="light", measure="诫勉")
    text = told(NoticeKind.PERSON, decisions=(light,)).text
    assert "不再因本次处理受限" in text
    assert "处分" not in text.replace("受处分情况", "")


def test_several_decisions_stand_in_one_sentence():
    second = DecisionFacts(decided_on=date(2026, 5, 2), system="party", measure="党内警告")
    text = told(NoticeKind.PERSON, decisions=(*FACTS.decisions, second)).text
    assert text.startswith(
        "您于2026年4月1日受到政务警告处分（临监决〔2026〕6号）；"
        "于2026年5月2日受到党内警告处分。您的影响期"
    )


def test_facts_survive_their_way_through_json():
    stored = {
        "end": "2026-09-30",
        "name": "赵翊鸣",
        "post": "一级科员",
        "unit": "临澜市生态环境局",
        "unit_id": 3,
        "personnel": "临澜市委组织部",
        "personnel_id": 4,
        "decisions": [
            {
                "decided_on": "2026-04-01",
                "system": "state",
                "measure": "政务警告",
                "organ": "临澜市监委",
                "number": "临监决〔2026〕6号",
            }
        ],
        "clocks": [{"system": "state", "kind": "bar", "start": "2026-04-01", "end": "2026-09-30"}],
    }
    assert NoticeFacts.thawed(stored) == FACTS


@pytest.mark.parametrize(
    ("moved", "sentence"),
    [
        ({"end": date(2026, 12, 31)}, "届满日由2026年9月30日改为2026年12月31日"),
        ({"clocks": ()}, "影响期的起止有变动"),
        ({"decisions": ()}, "处分决定有变动"),
        ({"name": "赵一鸣"}, "姓名由赵翊鸣改为赵一鸣"),
        ({"unit": "临澜市水利局", "unit_id": 9}, "单位由临澜市生态环境局改为临澜市水利局"),
        ({"post": ""}, "职务有变动"),
        ({"personnel": "", "personnel_id": None}, "主送的组织部门有变动"),
        (
            {"end": date(2026, 10, 1), "name": "赵一鸣"},
            "届满日由2026年9月30日改为2026年10月1日，姓名由赵翊鸣改为赵一鸣",
        ),
    ],
)
def test_what_moved_is_told_in_one_sentence(moved, sentence):
    assert changes(FACTS, replace(FACTS, **moved)) == (
        f"起草以后，{sentence}。已按现在的情况重新起草，请核对后再发出。"
    )


def test_a_notice_nobody_needs_any_more_says_so():
    assert changes(FACTS, None) == "这份档案现在不需要发出期满通知，草稿已撤回。"
