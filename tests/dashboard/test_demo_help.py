"""The demo at its baseline: what was owed, what was done, how the rounds came out (practice G)."""

from datetime import date
from fractions import Fraction

import pytest

from accounts.roles import Role
from cases.choices import DossierStatus
from cases.models import Dossier
from evaluation.models import Conclusion, Result
from reports.choices import LetterStatus
from reports.models import Letter, LetterFile
from tests.reports.measuring import extracted
from visits.actions import reconcile_all
from visits.choices import ObligationState
from visits.models import Obligation, Visit

pytestmark = pytest.mark.slow

# Name → (quarterly talks owed, of these held, of these late); 0 days in a quarter owe nothing.
TALKS = {
    "许明澈": (6, 6, 1),
    "罗春梅": (5, 5, 0),
    "邓启航": (4, 3, 0),
    "李若衡": (6, 6, 0),
    "赵翊鸣": (2, 2, 0),
    "马德厚": (4, 4, 0),
    "陈望津": (4, 4, 0),
    "何静姝": (3, 3, 0),
    "王树槐": (5, 5, 0),
    "孙玉柱": (6, 6, 0),
    "郭振霆": (5, 4, 0),
    "冯雪凝": (7, 6, 0),
    # Retired: one for each half-year.
    "谢广仁": (2, 2, 0),
    "吴克俭": (3, 2, 0),
    "彭溯": (2, 0, 0),
    "蒋婉": (3, 2, 0),
    "曹立桐": (2, 1, 0),
    "任世安": (3, 3, 0),
}


def talks_of(name):
    owed = [
        duty
        for duty in Obligation.objects.talks().filter(dossier__cadre__name=name)
        if duty.state != ObligationState.WITHDRAWN
    ]
    return (
        len(owed),
        sum(duty.is_met for duty in owed),
        sum(duty.was_late for duty in owed),
    )


def test_quarterly_talks_are_those_of_the_table(demo):
    assert {name: talks_of(name) for name in TALKS} == TALKS


def test_people_without_a_standing_decision_owe_and_are_owed_no_talk(demo):
    names = ["黄觉", "石兰芝", "阮清梧"]
    open_talks = Obligation.objects.talks().open().filter(dossier__cadre__name__in=names)
    assert open_talks.count() == 0


def test_reconciling_again_changes_nothing(demo):
    assert reconcile_all(on=date(2026, 9, 30)).is_nothing


def test_the_quarter_before_the_start_counts_in_no_rate(demo):
    backfilled = Dossier.objects.get(cadre__name="何静姝").talks.get(backfilled=True)
    assert backfilled.period == "2024Q4"
    assert not Obligation.objects.filter(dossier=backfilled.dossier, period="2024Q4").exists()


@pytest.mark.parametrize(
    ("name", "score", "verdict"),
    [
        ("许明澈", "82.4", "good"),
        ("罗春梅", "92.6", "standout"),
        ("陈望津", "86.1", "good"),
        ("何静姝", "91.0", "standout"),
        ("孙玉柱", "54.0", "help"),
    ],
)
def test_rounds_come_out_as_told(demo, name, score, verdict):
    result = Result.objects.filter(dossier__cadre__name=name).order_by("-pk").first()
    conclusion = Conclusion.objects.filter(dossier__cadre__name=name).order_by("-pk").first()
    total = float(Fraction(result.data["total"]))
    assert (f"{total:.1f}", conclusion.verdict) == (score, verdict)


def test_every_state_of_a_letter_worth_a_look_is_there(demo):
    states = dict(Letter.objects.values_list("dossier__cadre__name", "status"))
    assert states == {
        "许明澈": LetterStatus.SUBMITTED,
        "罗春梅": LetterStatus.ISSUED,
        "李若衡": LetterStatus.APPROVED,
        "郭振霆": LetterStatus.WITHDRAWN,  # by his second decision
        "赵翊鸣": LetterStatus.DRAFT,
        "陈望津": LetterStatus.RECEIVED,
        "何静姝": LetterStatus.RECEIVED,
    }


def test_every_finished_paper_says_that_it_is_invented(demo):
    papers = [extracted(bytes(file.content)) for file in LetterFile.objects.all()]
    assert ["演练数据" in "".join(text.split()) for text in papers] == [True] * 3


def test_stages_of_the_loop_are_all_in_use(demo):
    stages = set(Dossier.objects.values_list("status", flat=True))
    assert stages >= {
        DossierStatus.ASSESSING,
        DossierStatus.VISITING,
        DossierStatus.CONCLUDED,
        DossierStatus.FED_BACK,
        DossierStatus.TRACKING,
        DossierStatus.CLEARED,
        DossierStatus.ENDED,
    }


def test_visits_are_done_by_two_officers_of_the_discipline_organ(demo):
    for visit in Visit.objects.done().prefetch_related("team__user"):
        officers = {member.user_id for member in visit.team.all() if member.counts}
        assert len(officers) == 2


def test_there_is_an_account_for_every_role(demo):
    # One has been made by the system administrator and waits for his rights.
    assert {user.role for user in demo.users.values()} == {*Role.values, ""}


def test_every_account_and_every_unit_says_that_it_is_invented(demo):
    assert all(user.is_demo for user in demo.users.values())
    assert all(unit.is_demo for unit in demo.units.values())
