"""The demo at its baseline: effective decisions, clocks, who is out of scope (practice G)."""

from datetime import date

import pytest

from cases.choices import DecisionStatus, DossierKind, DossierStatus, Slot
from cases.models import Cadre, Clock, Decision, Dossier
from dashboard.demo.story import moved, quarters_until, read_story

pytestmark = pytest.mark.slow

# Name → (effective, ends) straight from the table of practice G, rule A; None: still awaited.
CLOCKS = {
    "许明澈": [("2025-03-20", "2027-03-19")],
    "罗春梅": [("2025-08-31", "2026-08-30")],
    "邓启航": [("2025-10-15", "2026-10-14")],
    "李若衡": [("2025-04-10", "2026-10-09"), ("2025-04-10", "2027-04-09")],
    "赵翊鸣": [("2026-04-01", "2026-09-30")],
    "马德厚": [("2025-11-05", "2027-05-04"), ("2025-11-05", "2027-05-04")],
    "陈望津": [("2025-06-30", "2026-06-29"), ("2025-06-30", "2026-06-29")],
    "何静姝": [("2024-02-29", "2025-08-28")],
    "王树槐": [
        ("2025-07-18", "2026-07-17"),
        ("2025-07-18", "2027-07-17"),
        ("2026-07-18", "2028-07-17"),
    ],
    "孙玉柱": [("2025-05-12", "2027-05-11"), (None, None)],
    "郭振霆": [("2025-09-01", "2027-02-28"), ("2026-06-20", "2029-02-28")],
    "冯雪凝": [("2025-01-15", "2027-01-14")],
    "谢广仁": [("2025-12-10", "2026-12-09")],
    "吴克俭": [("2026-01-08", "2027-01-07")],
    "黄觉": [],
    "石兰芝": [],
    "彭溯": [("2026-05-20", "2026-11-19")],
    "蒋婉": [("2026-02-10", "2027-02-09")],
    "曹立桐": [("2026-03-25", "2027-03-24")],
    "任世安": [("2025-08-18", "2026-08-17"), ("2025-08-18", "2027-02-17")],
    "阮清梧": [("2026-04-28", "2031-04-27")],
}


def clocks_of(name):
    spans = (
        Clock.objects.filter(cadre__name=name)
        .exclude(slot=Slot.LEADING_POST)
        .values_list("start", "end")
    )
    return sorted((tuple(day and day.isoformat() for day in span) for span in spans), key=str)


def test_clocks_are_those_of_the_table(demo):
    assert {name: clocks_of(name) for name in CLOCKS} == {
        name: sorted(spans, key=str) for name, spans in CLOCKS.items()
    }


def test_every_effective_decision_of_the_table_is_there(demo):
    effective = Decision.objects.exclude(status=DecisionStatus.ANNULLED)
    assert effective.filter(dossier__isnull=False).count() == 24
    assert Decision.objects.get(cadre__name="黄觉").status == DecisionStatus.ANNULLED
    assert Decision.objects.get(cadre__name="吴克俭").status == DecisionStatus.CHANGED


def test_the_city_and_below_keep_seventeen_and_the_province_one(demo):
    kept = Dossier.objects.filter(kind=DossierKind.SANCTION).exclude(status=DossierStatus.CLEARED)
    province = demo.units["province_organ"]
    assert kept.filter(owner=province).count() == 1
    assert kept.exclude(owner=province).count() == 17


def test_a_revoked_decision_and_a_false_report_have_clearing_dossiers(demo):
    cleared = Dossier.objects.filter(kind=DossierKind.CLEARING)
    assert sorted(cleared.values_list("cadre__name", flat=True)) == ["石兰芝", "黄觉"]
    revoked = Dossier.objects.get(cadre__name="黄觉", kind=DossierKind.SANCTION)
    assert revoked.status == DossierStatus.CLEARED


def test_the_negative_control_has_no_dossier(demo):
    assert Dossier.objects.filter(cadre__name="阮清梧").count() == 0
    assert Decision.objects.filter(cadre__name="阮清梧", dossier__isnull=True).count() == 2


def test_the_dead_are_owed_nothing_after_their_day(demo):
    ended = Dossier.objects.get(cadre__name="任世安")
    assert (ended.status, ended.active_to) == (DossierStatus.ENDED, date(2026, 5, 3))


def test_the_city_finds_nothing_of_the_provinces_dossier(demo):
    director = demo.users["zhuren"]
    assert Dossier.objects.visible_to(director).filter(cadre__name="彭溯").count() == 0
    assert Cadre.objects.visible_to(director).filter(name="彭溯").count() == 0


@pytest.mark.parametrize(
    ("today", "quarters"),
    [
        (date(2026, 9, 30), 0),
        (date(2026, 11, 21), 0),
        (date(2026, 12, 29), 0),
        (date(2026, 12, 30), 1),
        (date(2027, 9, 30), 4),
        (date(2026, 9, 29), -1),
    ],
)
def test_the_baseline_is_as_new_as_it_can_be(today, quarters):
    assert quarters_until(today) == quarters
    assert read_story(today=today).baseline <= today


def test_a_shift_moves_every_date_but_those_of_a_life():
    case = {"born_month": date(1978, 4, 1), "decision": [{"decided_on": date(2025, 8, 31)}]}
    assert moved(case, 6) == {
        "born_month": date(1978, 4, 1),
        "decision": [{"decided_on": date(2026, 2, 28)}],
    }
