"""The demo at its baseline: appeals and the chain of case 9 (practice G 9, 10, 11, 14, 15)."""

from datetime import date

import pytest

from cases.choices.rights import RestorationKind as K
from cases.facts.restoration import chain_of, chains_awaiting, probations
from cases.models import Appeal, Decision, Dossier
from cases.views.header import header_of
from dashboard.demo.story import BASELINE
from tests.factories import RESTORATION_DAYS
from workdays.models import load_calendar

pytestmark = pytest.mark.slow


def chain(name):
    found = probations(Decision.objects.filter(cadre__name=name)).get()
    return chain_of(found, calendar=load_calendar())


def appeals(name):
    rows = Appeal.objects.filter(cadre__name=name).order_by("lodged_on")
    return list(rows.values_list("kind", "lodged_on", "decide_by", "decided_on", "outcome"))


def test_case_nine_goes_through_the_chain_as_told(demo):
    found = chain("王树槐")
    assert found.done == RESTORATION_DAYS
    assert str(found.meeting.tally) == "应到21人，实到19人，赞成18人，反对0人，弃权1人，通过"
    assert [link.is_late for link in found.links] == [False] * 6
    assert (found.restored.on, found.restored.publicity_to) == (
        date(2026, 7, 18),
        date(2026, 8, 9),
    )
    meeting = next(link for link in found.links if link.kind == K.MEETING)
    assert "回避表决" in meeting.step.evidence


def test_case_ten_is_in_its_second_year_and_cannot_have_a_third(demo):
    found = chain("孙玉柱")
    assert (found.round, found.probation_end, found.may_be_extended) == (
        2,
        date(2027, 5, 11),
        False,
    )
    assert chains_awaiting(Dossier.objects.all(), today=BASELINE) == []


def test_case_fourteen_was_changed_within_three_months_of_acceptance(demo):
    assert appeals("吴克俭") == [
        ("party_appeal", date(2026, 2, 4), date(2026, 6, 16), date(2026, 6, 15), "changed")
    ]


def test_case_fifteen_was_maintained_and_then_annulled_by_the_organ_above(demo):
    assert appeals("黄觉") == [
        ("state_review", date(2026, 3, 30), date(2026, 5, 1), date(2026, 4, 28), "maintained"),
        ("state_recheck", date(2026, 5, 20), date(2026, 7, 29), date(2026, 7, 28), "annulled"),
    ]


def test_one_appeal_is_open_and_said_at_the_head_of_its_dossier(demo):
    (open_one,) = Appeal.objects.open()
    assert (open_one.cadre.name, open_one.decide_by) == ("郭振霆", date(2026, 12, 14))
    dossier = Dossier.objects.for_page().get(cadre__name="郭振霆")
    (line,) = header_of(dossier, BASELINE, demo.users["ganbu2"]).standings
    assert line.text == (
        "申诉办理中：申诉（复议复查）（2026年9月7日提出，应于2026年12月14日前作出决定）。"
        "执行不停止；原办案、审理人员不参与办理。"
    )
