"""月报 and 年报 of organs: owed minus filed is open; who may file, see and take back; the desks."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.acting import acting_as
from accounts.roles import Role
from audit.models import Entry
from cases.models import Dossier, DossierRow, Policy
from columns.refusal import Refused
from dashboard.desk.blocks import blocks_of
from dashboard.desk.figures import Desk
from tests import factories
from tests.visits.people import BACKEND, TODAY, people, talked, visited
from tests.visits.test_plans import run_at_once
from visits.actions.organ_reports import file_report, take_back_report
from visits.facts.organ_reports import figures_of, open_reports
from visits.models import OrganReport, OrganReportHistory
from workdays import clock

pytestmark = pytest.mark.django_db
AUGUST = (date(2026, 8, 1), date(2026, 8, 31))
SEPTEMBER = (date(2026, 9, 1), date(2026, 9, 30))
NEW_YEAR = date(2027, 1, 16)


def staged():
    """A town carries one file of the office, whose rules ask since July for both reports."""
    who = people()
    who.town = factories.office("北渡镇纪委", policy=False)
    who.inspector = factories.user(Role.INSPECTOR, who.town, name="江一苇")
    carried(who.dossier, who.town)
    Policy.objects.filter(office=who.office).update(
        monthly_report_day=5, yearly_report_day=15, duties_from=date(2026, 7, 1)
    )
    return who


def carried(dossier, town):
    Dossier.objects.filter(pk=dossier.pk).update(carrier=town, opened_on=date(2026, 3, 25))
    DossierRow.objects.filter(dossier=dossier).update(carrier=town)


@pytest.fixture
def who():
    return staged()


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: TODAY)


@pytest.fixture
def enter(client):
    def signed_in(user):
        client.force_login(user, backend=BACKEND)
        return client

    return signed_in


def waiting(user, *, on=TODAY):
    return [(str(each.organ.name), each.owed.period) for each in open_reports(user, on=on)]


def filed(who, period="2026-07", **changes):
    facts = {"filed_on": date(2026, 8, 4), "note": "临北纪报〔2026〕8号", "by": who.inspector}
    return file_report(who.town, office=who.office, period=period, on=TODAY, **{**facts, **changes})


def at(who, period="2026-07"):
    return reverse("visits:organ_report", args=[who.town.code, who.office.code, period])


def blocks(user, *, today):
    desk = Desk(user=user, today=today, mine=False)
    return {
        block.slug: [line.what for line in block.lines if "报待报送" in line.what]
        for block in blocks_of(desk)
    }


# Owed


def test_the_town_owes_the_office_and_both_know(who):
    months = [("北渡镇纪委", "2026-07"), ("北渡镇纪委", "2026-08")]
    assert waiting(who.inspector) == months
    assert waiting(who.officer) == months


def test_the_office_owes_the_year(who):
    assert ("纪委监委", "2026") in waiting(who.officer, on=date(2026, 12, 31))
    assert ("纪委监委", "2026") not in waiting(who.inspector, on=NEW_YEAR)


def test_nothing_is_asked_where_the_rules_do_not_ask(who):
    Policy.objects.update(monthly_report_day=0, yearly_report_day=0)
    assert waiting(who.inspector) == waiting(who.officer, on=NEW_YEAR) == []


def test_an_organ_of_another_place_owes_nothing_and_is_owed_nothing(who):
    other = factories.user(Role.OFFICER, factories.office("望川区纪委"))
    assert waiting(other) == []


def test_a_town_without_files_owes_nothing_any_more(who):
    Dossier.objects.filter(pk=who.dossier.pk).update(
        status="closed", status_since=date(2026, 7, 20), closed_on=date(2026, 7, 20)
    )
    assert waiting(who.inspector) == [("北渡镇纪委", "2026-07")]


def test_a_town_that_carries_for_two_offices_reports_to_each(who):
    other = factories.office("望川区纪委")
    carried(factories.dossier(other, name="邓启航"), who.town)
    Policy.objects.filter(office=other).update(monthly_report_day=8, duties_from=date(2026, 8, 1))
    found = [
        (each.office.name, each.owed.period, each.owed.due_on)
        for each in open_reports(who.inspector, on=TODAY)
    ]
    assert found == [
        ("纪委监委", "2026-07", date(2026, 8, 5)),
        ("纪委监委", "2026-08", date(2026, 9, 5)),
        ("望川区纪委", "2026-08", date(2026, 9, 8)),
    ]


def test_a_wall_changes_no_due_day(who, enter):
    """Whoever may not find the town's only file owes the town's report all the same."""
    factories.recusal(who.dossier.cadre, account=who.inspector)
    page = enter(who.inspector).get(reverse("visits:reports_due")).content.decode()
    assert "2026年7月月报" in page
    page = enter(who.inspector).get(at(who)).content.decode()
    assert 'href="#files">0<' in page
    assert "许明澈" not in page


# Filed


def test_what_is_filed_is_owed_no_more_and_recorded(who):
    report = filed(who)
    assert waiting(who.inspector) == waiting(who.officer) == [("北渡镇纪委", "2026-08")]
    assert (report.kind, report.filed_by, str(report)) == (
        "monthly", who.inspector, "2026年7月月报",
    )  # fmt: skip
    entry = Entry.objects.get(verb="organ_report.filed")
    assert (entry.actor_id, entry.detail["period"]) == (who.inspector.pk, "2026-07")


def test_the_same_page_sent_twice_is_one_row(who):
    assert filed(who) == filed(who)
    assert Entry.objects.filter(verb="organ_report.filed").count() == 1
    with pytest.raises(Refused, match="已由江一苇登记为2026年8月4日报送"):
        filed(who, filed_on=date(2026, 8, 5))


def test_the_same_page_sent_at_once_is_one_row(committed_db):
    who = staged()
    assert run_at_once(lambda: filed(who), times=4) == ["done"] * 4
    assert OrganReport.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"filed_on": date(2026, 7, 30)}, "2026年7月31日）和今天（2026年9月30日）之间"),
        ({"filed_on": TODAY + timedelta(days=1)}, "和今天（2026年9月30日）之间"),
        ({"note": " "}, "请填写文号或报送方式"),
        ({"period": "2026-06"}, "2026年6月月报不需要报送"),
        ({"period": "2026-09"}, "2026年9月月报不需要报送"),
        ({"period": "2026"}, "2026年年报不需要报送"),
    ],
)
def test_what_cannot_be_is_refused(who, changes, words):
    with pytest.raises(Refused, match=words):
        filed(who, **changes)
    assert not OrganReport.objects.exists()


def test_nobody_files_for_another_organ(who):
    with pytest.raises(Refused, match="北渡镇纪委登记报送"):
        filed(who, by=who.officer)


def test_the_office_files_its_year(who):
    file_report(
        who.office, office=who.office, period="2026", filed_on=date(2027, 1, 10),
        note="内网报送", by=who.officer, on=NEW_YEAR,
    )  # fmt: skip
    assert ("纪委监委", "2026") not in waiting(who.officer, on=NEW_YEAR)


def test_what_was_filed_by_mistake_is_taken_back_with_a_reason(who):
    report = filed(who)
    with pytest.raises(Refused, match="请写明撤回的原因"):
        take_back_report(report, reason="", by=who.inspector, on=TODAY)
    with pytest.raises(Refused, match="由报送的机关撤回"):
        take_back_report(report, reason="误登", by=who.officer, on=TODAY)
    take_back_report(report, reason="误登为七月", by=who.inspector, on=TODAY)
    assert waiting(who.inspector)[0] == ("北渡镇纪委", "2026-07")
    assert OrganReportHistory.objects.filter(period="2026-07").count() == 2
    assert Entry.objects.get(verb="organ_report.taken_back").actor_id == who.inspector.pk
    with pytest.raises(Refused, match="已经撤回"):
        take_back_report(report, reason="误登", by=who.inspector, on=TODAY)
    filed(who)


# Held by the database


@pytest.mark.parametrize(
    ("wrong", "constraint"),
    [
        ({"period": "2026-13"}, "organ_report_period_fits_kind"),
        ({"period": "2026"}, "organ_report_period_fits_kind"),
        ({"kind": "yearly", "period": "2026"}, "organ_report_by_whom_it_is_owed"),
        ({"note": ""}, "organ_report_says_how"),
        ({}, "organ_report_once"),
    ],
)
def test_the_table_holds_its_rules(who, wrong, constraint):
    filed(who)
    row = {"organ": who.town, "office": who.office, "kind": "monthly", "period": "2026-07"}
    told = {"filed_on": TODAY, "filed_by": who.inspector, "note": "内网报送"}
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        OrganReport.objects.create(**{**row, **told, **wrong})


def test_the_wall_lets_in_both_sides_and_nobody_else(who):
    filed(who)
    stranger = factories.user(Role.DIRECTOR, factories.office("望川区纪委"))
    unit = factories.user(Role.UNIT, who.town)
    seen = {}
    for each in (who.inspector, who.officer, who.leader, stranger, unit, who.helper):
        with acting_as(each):
            # Without the querysets: what row-level security alone lets through.
            seen[each] = OrganReport._base_manager.count()
        assert OrganReport.objects.visible_to(each).count() == seen[each]
    assert [seen[each] for each in seen] == [1, 1, 1, 0, 0, 0]


# Pages


def test_the_town_files_on_the_page(who, enter):
    client = enter(who.inspector)
    page = client.get(reverse("visits:reports_due")).content.decode()
    assert at(who) in page
    assert "逾期56天" in page
    sent = client.post(at(who), {"filed_on": "2026-08-04", "note": "内网报送"})
    assert (sent.status_code, sent.url) == (303, reverse("visits:reports_due"))
    assert OrganReport.objects.get().filed_by == who.inspector
    again = client.post(at(who), {"filed_on": "2026-08-04", "note": "内网报送"})
    assert (again.status_code, OrganReport.objects.count()) == (303, 1)
    page = client.get(reverse("visits:reports_due")).content.decode()
    assert "内网报送" in page
    assert "已登记报送" in page
    sent = client.post(at(who), {"reason": "误登"})
    assert sent.status_code == 303
    assert not OrganReport.objects.exists()
    sent = client.post(at(who), {"reason": "误登"})
    assert sent.status_code == 422
    assert "已经撤回" in sent.content.decode()


def test_a_wrong_day_comes_back_with_a_sentence(who, enter):
    sent = enter(who.inspector).post(at(who), {"filed_on": "2026-07-01", "note": "内网报送"})
    assert sent.status_code == 422
    assert "报送日期不能早于2026年7月31日" in sent.content.decode()


@pytest.mark.parametrize("role", ["officer", "leader"])
def test_the_office_looks_and_does_not_file_for_the_town(who, enter, role):
    client = enter(getattr(who, role))
    page = client.get(at(who)).content.decode()
    assert "北渡镇纪委 · 2026年7月月报" in page
    assert 'name="filed_on"' not in page
    client.post(at(who), {"filed_on": "2026-08-04", "note": "内网报送"})
    assert not OrganReport.objects.exists()


@pytest.mark.parametrize("period", ["2026-06", "2026-13", "0000", "2026", "nonsense"])
def test_what_nobody_owes_has_no_page(who, enter, period):
    assert enter(who.inspector).get(at(who, period)).status_code == 404


def test_another_organ_finds_neither_page_nor_report(who, enter):
    filed(who)
    stranger = factories.user(Role.OFFICER, factories.office("望川区纪委"))
    assert enter(stranger).get(at(who)).status_code == 404
    assert enter(stranger).get(at(who, "2026-08")).status_code == 404
    page = enter(stranger).get(reverse("visits:reports_due")).content.decode()
    assert "北渡镇" not in page


def test_every_figure_is_as_long_as_its_list(who, enter):
    visited(who, visited_on=date(2026, 8, 20))
    talked(who, held_on=date(2026, 8, 12))
    own = factories.dossier(who.office, name="邓启航")
    found = figures_of(who.town, who.office, AUGUST, viewer=who.inspector)
    assert {each.slug: (each.total, len(each.rows)) for each in found} == {
        "files": (1, 1), "due": (0, 0), "talks": (1, 1), "visits": (1, 1),
    }  # fmt: skip
    quarter = figures_of(who.town, who.office, SEPTEMBER, viewer=who.inspector)[1]
    [behind] = quarter.rows
    assert (quarter.total, behind.what) == (1, "2026年第三季度谈心谈话（已办）")
    year = (date(2026, 1, 1), date(2026, 12, 31))
    of_office = figures_of(who.office, who.office, year, viewer=who.officer)
    assert of_office[0].total == 2
    assert own.pk in {each.row.dossier_id for each in of_office[0].rows}
    page = enter(who.inspector).get(at(who, "2026-08")).content.decode()
    assert 'href="#visits">1<' in page


def test_a_file_counts_in_the_months_in_which_it_was_in_hand(who):
    Dossier.objects.filter(pk=who.dossier.pk).update(opened_on=date(2026, 9, 1))
    assert figures_of(who.town, who.office, AUGUST, viewer=who.inspector)[0].total == 0


def test_pages_ask_nothing_while_they_are_drawn(who, rf, no_queries):
    from visits.views.organ_reports import organ_report, reports_due

    filed(who)
    keys = {"organ": who.town.code, "office": who.office.code, "period": "2026-08"}
    for view, named in ((reports_due, {}), (organ_report, keys)):
        request = rf.get("/reports-due/")
        request.user = who.inspector
        response = view(request, **named)
        with no_queries():
            assert "月报" in response.render().content.decode()


# Desks


def test_it_stands_on_the_towns_desk_from_the_reminder_day_until_it_is_filed(who):
    filed(who)
    filed(who, "2026-08", filed_on=date(2026, 9, 4))
    # The third of November is a Tuesday; October is due on the fifth.
    filed_all = blocks(who.inspector, today=TODAY)
    assert filed_all["overdue"] == filed_all["waiting"] == []
    september = "2026年9月月报待报送"
    assert blocks(who.inspector, today=date(2026, 10, 6))["overdue"] == [september]
    november = blocks(who.inspector, today=date(2026, 11, 2))
    assert november["waiting"] == []
    assert blocks(who.inspector, today=date(2026, 11, 3))["waiting"] == ["2026年10月月报待报送"]


def test_late_months_stand_on_the_offices_desk_one_line_for_each_organ(who):
    late = ["2026年7月月报待报送（另有1期）"]
    assert blocks(who.inspector, today=TODAY)["overdue"] == late
    assert blocks(who.officer, today=TODAY)["passed"] == late
    assert blocks(who.director, today=TODAY)["passed"] == late
    assert blocks(who.leader, today=TODAY)["passed"] == []


def test_a_late_year_stands_on_the_leaders_desk(who):
    year = "2026年年报待报送"
    assert year in blocks(who.officer, today=date(2026, 12, 31))["waiting"]
    assert year not in blocks(who.leader, today=date(2027, 1, 15))["passed"]
    assert blocks(who.leader, today=NEW_YEAR)["passed"] == [year]
    assert year in blocks(who.officer, today=NEW_YEAR)["overdue"]


def test_no_desk_says_anything_where_nothing_is_asked(who):
    Policy.objects.update(monthly_report_day=0, yearly_report_day=0)
    for user in (who.inspector, who.officer, who.leader):
        assert not any(blocks(user, today=NEW_YEAR).values())
