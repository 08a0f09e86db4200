"""Pages of state, class, 会商, measures, templates and the leading group, by role."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.roles import Role
from cases.models import Policy
from tests import factories
from tests.visits.people import BACKEND, TODAY, approved, assessed, people, visited
from tests.visits.test_views import plan_post
from visits.actions import enter_state
from visits.models import (
    AssessmentNote,
    Classification,
    Consultation,
    GroupMember,
    MeasureStep,
    StateEntry,
    YearPlan,
)
from visits.rules.guidance import FOR_EVERYBODY, guidance_for
from workdays import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def who():
    return people()


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: TODAY)


@pytest.fixture
def enter(client):
    def signed_in(user):
        client.force_login(user, backend=BACKEND)
        return client

    return signed_in


def at(name, who, *more):
    return reverse(f"visits:{name}", args=[who.dossier.code, *more])


def test_a_state_is_entered_by_hand_and_stands_in_the_history(enter, who):
    page = enter(who.officer).post(
        at("state_enter", who),
        {"token": "A" * 12, "state": "engaged", "reason": "主动承担值班任务。"},
    )
    assert (page.status_code, page.url) == (303, at("state", who))
    assert StateEntry.objects.get().reason == "主动承担值班任务。"
    shown = enter(who.officer).get(at("state", who)).content.decode()
    assert "主动承担值班任务。" in shown
    assert "按规则建议" in shown


def test_a_class_is_changed_on_its_page(enter, who):
    body = {"token": "B" * 12, "grade": "general", "package": "standard", "reason": "已退居二线。"}
    assert enter(who.officer).post(at("class_set", who), body).status_code == 303
    assert Classification.objects.get(is_current=True).by == who.officer


def test_the_leader_concludes_what_an_officer_called_for(enter, who):
    enter_state(
        who.dossier, state="worsening", on=TODAY, reason="再次迟到", source="visit",
        by=who.officer,
    )  # fmt: skip
    body = {
        "version": "1", "held_on": "2026-09-30", "chair": "高书记", "participants": "审理室",
        "opinions": "先提醒", "division": "审理室", "outcome": "reminded", "conclusion": "继续帮扶",
    }  # fmt: skip
    gaps = enter(who.leader).post(at("consultation", who), {**body, "chair": ""})
    assert gaps.status_code == 422
    assert enter(who.leader).post(at("consultation", who), body).status_code == 303
    assert Consultation.objects.get().concluded_by == who.leader


def test_a_measure_is_ticked_off_by_the_unit(enter, who):
    measure = approved(who).measures.first()
    unit = factories.user(Role.UNIT, who.unit)
    body = {"outcome": "done", "done_on": "2026-09-29", "text": "有签到表"}
    assert enter(unit).get(at("plan", who)).status_code == 200
    assert enter(unit).post(at("measure", who, measure.key), body).status_code == 303
    assert MeasureStep.objects.get().by == unit
    assert "有签到表" in enter(who.officer).get(at("plan", who)).content.decode()


def test_a_template_fills_the_page_and_is_reworded_by_the_office(enter, who):
    assessed(who)
    client = enter(who.officer)
    page = client.get(at("plan_edit", who))
    empty = {f"{name}-TOTAL_FORMS": "1" for name in ("goals", "measures", "steps", "colleagues")}
    filled = client.post(
        at("plan_edit", who),
        {**empty, "key": page.context["sheet"].key, "more": "template", "template": "four_talks"},
    )
    shown = filled.context["desk"]
    assert filled.status_code == 200
    assert "谈打算" in [form["label"].value() for form in shown.steps.forms]
    assert client.get(reverse("visits:templates")).status_code == 200
    assert client.get(reverse("visits:template", args=["four_talks"])).status_code == 200


def test_the_year_plan_is_drafted_by_one_and_approved_by_another(enter, who):
    body = {"version": "0", "purpose": "应访尽访", "content": "每季度一次"}
    assert enter(who.officer).post(reverse("visits:year_plan"), body).status_code == 303
    sent = YearPlan.objects.get()
    decide = reverse("visits:year_plan_decide")
    assert (
        enter(who.leader).post(decide, {"version": sent.version, "remark": ""}).status_code == 303
    )
    assert YearPlan.objects.get().approved_by == who.leader
    assert "应访尽访" in enter(who.leader).get(reverse("visits:group")).content.decode()


def test_every_number_of_the_group_opens_the_rows_it_counts(enter, who):
    approved(who)
    visited(who, visited_on=date(2026, 5, 20))
    client = enter(who.leader)
    standing = client.get(reverse("visits:group")).context["standing"]
    numbers = {}
    for figure in (*standing.figures, *standing.states):
        page = client.get(reverse("visits:group"), {"show": figure.slug})
        assert f"{figure.label}（{figure.count}{figure.unit}）" in page.content.decode()
        numbers[figure.slug] = len(page.context["lines"])
        assert numbers[figure.slug] == figure.count
    assert (numbers["files"], numbers["plans"], numbers["visits"]) == (1, 1, 1)
    assert (numbers["engaged"], numbers["hesitant"], numbers["talks-met"]) == (1, 0, 0)
    assert numbers["talks"] > 0
    assert "figure" not in client.get(reverse("visits:group"), {"show": "nothing"}).context


def test_a_member_is_entered_with_his_account(enter, who):
    body = {
        "token": "M" * 12, "name": "高书记", "post": "副书记", "part": "head",
        "user": str(who.leader.pk), "from_on": "2026-01-01",
    }  # fmt: skip
    assert enter(who.officer).post(reverse("visits:member_new"), body).status_code == 303
    assert GroupMember.objects.get().user == who.leader


def test_the_groups_decision_stands_on_the_plans_page(enter, who):
    body = {
        "token": "G" * 12,
        "held_on": "2026-09-29",
        "document": "纪要3号",
        "text": "同意继续帮扶",
    }
    assert enter(who.leader).post(at("group_decision", who), body).status_code == 303
    assert "同意继续帮扶" in enter(who.officer).get(at("plan", who)).content.decode()


@pytest.mark.parametrize("is_on", [False, True])
def test_how_to_talk_with_him_is_asked_only_where_the_local_rules_say_so(enter, who, is_on):
    """decisions 1.7: off by default, and what is posted all the same is not kept."""
    Policy.objects.filter(office=who.office).update(approach_notes=is_on)
    client = enter(who.officer)
    page = client.get(at("plan_edit", who)).content.decode()
    assert ("沟通要点" in page) is is_on
    client.post(at("plan_edit", who), plan_post(who))
    kept = [each.approach for each in AssessmentNote.objects.all()]
    assert kept == (["先听后说"] if is_on else [])


def test_beside_a_record_stand_words_for_the_state_and_neutral_ones_for_the_helper(enter, who):
    enter_state(
        who.dossier, state="hesitant", on=TODAY, reason="不愿多谈", source="visit", by=who.officer
    )
    own = guidance_for("hesitant").response
    assert own in enter(who.officer).get(at("visit_new", who)).content.decode()
    assert own in enter(who.officer).get(at("talk_new", who)).content.decode()
    helper = enter(who.helper).get(at("talk_new", who)).content.decode()
    assert own not in helper
    assert FOR_EVERYBODY.response in helper
