"""The main job in a real browser: from the office's ledger to the PDF of the 组织部."""

from datetime import timedelta

import pytest

from accounts.roles import Role
from cases.choices import DossierStatus
from cases.models import Dossier
from reports.models import Letter
from tests import factories
from tests.factories import user
from tests.journeys import steps
from tests.journeys.steps import Person
from tests.reports.measuring import (
    TOLERANCE,
    extracted,
    font_names,
    line_with,
    red_bars,
    red_ink,
)
from workdays.clock import today

pytestmark = [pytest.mark.browser, pytest.mark.worker, pytest.mark.slow]
# One character of 三号 on the grid of 28 to a line.
CHARACTER = 15.75 * 25.4 / 72
BALLOTS = {"LD": 2, "TS": 3, "QZ": 3, "NJ": 1}
NAME, TYPED = "唐守拙", "tsz"


@pytest.fixture
def people(committed_db):
    """One office with four accounts, and the 组织部 it writes to."""
    office = factories.office()
    return {
        "officer": user(Role.OFFICER, office, name="陆知行"),
        "colleague": user(Role.OFFICER, office, name="叶思齐"),
        "director": user(Role.DIRECTOR, office, name="沈砚秋"),
        "leader": user(Role.LEADER, office, name="顾怀瑾"),
        "receiver": user(Role.PERSONNEL, factories.personnel_office(), name="苏行之"),
        "stranger": user(
            Role.PERSONNEL, factories.personnel_office(within=factories.area("栖霞市"))
        ),
    }


def test_from_the_ledger_to_the_pdf_of_the_personnel_office(browser, worker, people):
    officer = Person(browser, people["officer"])
    steps.imports_the_ledger(officer)
    assert Dossier.objects.count() == 86
    code = steps.opens_the_dossier(officer, typed=TYPED, name=NAME)
    dossier = Dossier.objects.get(code=code, cadre__name=NAME)

    on = today()
    days = [(on - timedelta(days=back)).isoformat() for back in (12, 10, 8)]
    steps.writes_and_submits_the_plan(officer, code, days=days)
    director = Person(browser, people["director"])
    steps.approves_the_plan_from_the_desk(director)
    steps.records_a_visit(officer, code, companion="叶思齐")

    round_code = steps.opens_a_final_round(officer, code, ballots=BALLOTS)
    steps.types_all_ballots(officer, round_code, ballots=BALLOTS)
    steps.computes_and_concludes(officer, round_code)
    steps.confirms_the_conclusion_from_the_desk(director)
    dossier.refresh_from_db()
    assert dossier.status == DossierStatus.CONCLUDED

    steps.sets_the_letterhead(officer)
    letter_code = steps.drafts_and_submits_the_letter(officer, code)
    steps.approves_the_letter_from_the_desk(Person(browser, people["leader"]))
    steps.has_it_numbered_and_made(officer, letter_code)
    pdf = steps.downloads_and_signs_for_it(Person(browser, people["receiver"]))

    is_the_letter(pdf, year=on.year)
    dossier.refresh_from_db()
    assert dossier.status == DossierStatus.TRACKING
    assert pdf == bytes(Letter.objects.get(code=letter_code).file.content)

    stranger = Person(browser, people["stranger"])
    browser.expect("404")
    assert stranger.goes(f"/inbox/{letter_code}/").status == 404
    assert stranger.goes(f"/docs/{letter_code}/file/").status == 404


def is_the_letter(pdf, *, year):
    says_what_it_must(pdf, year=year)
    is_laid_out_as_a_letter(pdf)


def says_what_it_must(pdf, *, year):
    text = "".join(extracted(pdf).split())
    number = f"临纪函〔{year}〕1号"
    for words in (number, NAME, "临澜市委组织部", "党内警告", "政务记过", "2027年5月4日"):
        assert words in text
    for forbidden in ("分数", "评分", "谈话记录", "家属"):
        assert forbidden not in text


def is_laid_out_as_a_letter(pdf):
    """GB/T 9704 10.1 in millimetres, off the very file that was downloaded."""
    bars = red_bars(pdf)
    assert red_ink(pdf, above=bars[0].top - 1)[0] == pytest.approx(30.0, abs=TOLERANCE)
    assert [round(bar.width) for bar in bars] == [170] * 4
    body = line_with(pdf, "根据干部管理监督有关规定")
    assert body[0].left == pytest.approx(28.0 + 2 * CHARACTER, abs=TOLERANCE)
    assert all(name.startswith("Huifang") for name in font_names(pdf))
