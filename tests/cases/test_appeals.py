"""Appeals: lodged, accepted, answered, taken back; and that none of it moves anything else."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.forms.models import model_to_dict

from accounts.roles import Role
from audit.models import Entry
from cases.actions.appeals import (
    Answer,
    accept_appeal,
    answer_appeal,
    void_appeal,
    withdraw_appeal,
)
from cases.choices.rights import AppealKind, AppealOutcome
from cases.models import Appeal, Clock, Decision, Dossier, DossierRow
from columns.refusal import Refused
from evaluation.models import Result
from tests import factories as make
from tests.evaluation.rounds import Office
from visits.actions import reconcile
from visits.models import Obligation

pytestmark = pytest.mark.django_db
REVIEW, RECHECK = AppealKind.STATE_REVIEW, AppealKind.STATE_RECHECK


@pytest.fixture
def home():
    return make.office()


@pytest.fixture
def person(home):
    return make.cadre(make.work_unit())


@pytest.fixture
def warned(person, home):
    """A state warning, received."""
    return make.decision(
        person,
        home,
        measure="AW",
        decided_on=date(2026, 7, 2),
        announced_on=date(2026, 7, 9),
        delivered_on=date(2026, 7, 6),
    )


def again(appeal: Appeal) -> Appeal:
    return Appeal.objects.get(pk=appeal.pk)


def accepted(appeal: Appeal, on: date = date(2026, 8, 3), **facts) -> Appeal:
    found = again(appeal)
    accept_appeal(found, accepted_on=on, version=found.version, by=None, on=make.TODAY, **facts)
    return again(appeal)


def answered(appeal: Appeal, outcome: AppealOutcome, on: date = date(2026, 9, 1), **facts):
    found = again(appeal)
    answer = Answer(outcome, on, **facts)
    answer_appeal(found, answer=answer, version=found.version, by=None, on=make.TODAY)
    return again(appeal)


def test_until_acceptance_the_answer_is_counted_from_lodging(warned):
    appeal = make.appeal(warned, kind=REVIEW, lodged_on=date(2026, 7, 30))
    assert (appeal.heard_by, appeal.decide_by) == ("临澜市纪委监委", date(2026, 8, 30))
    found = accepted(appeal, date(2026, 8, 3))
    assert (found.accepted_on, found.decide_by) == (date(2026, 8, 3), date(2026, 9, 3))
    assert found.version == appeal.version + 1


def test_an_appeal_of_a_person_known_later_is_entered_with_its_acceptance(warned):
    appeal = make.appeal(
        warned, kind=REVIEW, lodged_on=date(2026, 7, 30), accepted_on=date(2026, 8, 3)
    )
    assert appeal.decide_by == date(2026, 9, 3)


def test_a_term_is_extended_only_where_an_article_says_so(person, home):
    office = make.decision(person, make.office("水利局"), measure="AW", number="水〔2026〕3号")
    recheck = make.appeal(office, kind=AppealKind.OFFICE_RECHECK, lodged_on=date(2026, 4, 1))
    with pytest.raises(Refused, match="没有延长的规定"):
        accepted(recheck, date(2026, 4, 2), extended=True)
    direct = make.appeal(office, kind=AppealKind.OFFICE_DIRECT_APPEAL, lodged_on=date(2026, 4, 1))
    assert accepted(direct, date(2026, 4, 2)).decide_by == date(2026, 6, 1)
    found = accepted(direct, date(2026, 4, 2), extended=True)
    assert (found.decide_by, found.is_extended) == (date(2026, 7, 1), True)


@pytest.mark.parametrize("outcome", list(AppealOutcome))
def test_every_outcome_closes_the_appeal(warned, outcome):
    appeal = make.appeal(warned, kind=REVIEW, lodged_on=date(2026, 7, 30))
    if outcome != AppealOutcome.NOT_ACCEPTED:
        accepted(appeal)
    found = answered(appeal, outcome, document_number="临监复〔2026〕1号")
    assert (found.outcome, found.decided_on) == (outcome, date(2026, 9, 1))
    assert found.is_open is False
    assert Appeal.objects.open().count() == 0


def test_what_is_maintained_may_be_rechecked_and_ends_there(warned):
    first = accepted(make.appeal(warned, kind=REVIEW, lodged_on=date(2026, 7, 30)))
    answered(first, AppealOutcome.MAINTAINED, delivered_on=date(2026, 9, 3))
    second = make.appeal(warned, kind=RECHECK, lodged_on=date(2026, 9, 10))
    assert (second.heard_by, second.decide_by) == ("上一级监察机关", date(2026, 11, 10))


def test_he_may_take_it_back_and_ask_again(warned):
    first = make.appeal(warned, kind=REVIEW, lodged_on=date(2026, 7, 10))
    withdraw_appeal(
        first, withdrawn_on=date(2026, 7, 15), version=first.version, by=None, on=make.TODAY
    )
    make.appeal(warned, kind=REVIEW, lodged_on=date(2026, 7, 20))
    assert sorted(Appeal.objects.values_list("outcome", flat=True)) == ["", "withdrawn"]


def test_a_mistaken_entry_is_voided_and_stays_in_history(warned, home):
    officer = make.user(Role.OFFICER, home)
    appeal = make.appeal(warned, kind=REVIEW, lodged_on=date(2026, 7, 30))
    void_appeal(appeal, reason="登记到了别人名下", version=appeal.version, by=officer, at=make.NOON)
    found = again(appeal)
    assert (found.voided_at, found.void_reason) == (make.NOON, "登记到了别人名下")
    assert (Appeal.objects.live().count(), Appeal.objects.open().count()) == (0, 0)
    make.appeal(warned, kind=REVIEW, lodged_on=date(2026, 7, 30))
    assert appeal.history.count() == 2


# Bad days ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "lodged_on", "sentence"),
    [
        (REVIEW, date(2026, 10, 1), "还没有到"),
        (REVIEW, date(2026, 7, 1), "早于决定日期2026年7月2日"),
        (AppealKind.PARTY_APPEAL, date(2026, 7, 30), "不适用于这项决定"),
        (RECHECK, date(2026, 7, 30), "请先登记复审和它的结果"),
    ],
)
def test_an_impossible_appeal_is_refused_and_nothing_is_saved(warned, kind, lodged_on, sentence):
    with pytest.raises(Refused, match=sentence):
        make.appeal(warned, kind=kind, lodged_on=lodged_on)
    assert Appeal.objects.count() == 0


def test_acceptance_before_lodging_is_refused_on_entry_too(warned):
    with pytest.raises(Refused, match="早于提出日期"):
        make.appeal(warned, kind=REVIEW, lodged_on=date(2026, 7, 30), accepted_on=date(2026, 7, 29))
    assert Appeal.objects.count() == 0


def test_the_same_appeal_twice_is_refused(warned):
    make.appeal(warned, kind=REVIEW, lodged_on=date(2026, 7, 30))
    with pytest.raises(Refused, match="不能重复登记"):
        make.appeal(warned, kind=REVIEW, lodged_on=date(2026, 7, 31))
    assert Appeal.objects.count() == 1


def test_a_void_decision_is_not_appealed(warned):
    Decision.objects.filter(pk=warned.pk).update(voided_at=make.NOON, void_reason="登记有误")
    with pytest.raises(Refused, match="已作废"):
        make.appeal(warned, kind=REVIEW, lodged_on=date(2026, 7, 30))


def test_an_answer_on_the_merits_before_acceptance_is_refused(warned):
    appeal = make.appeal(warned, kind=REVIEW, lodged_on=date(2026, 7, 30))
    with pytest.raises(Refused, match="请先登记受理"):
        answered(appeal, AppealOutcome.MAINTAINED)
    assert again(appeal).is_open


def test_a_day_of_receipt_before_the_outcome_is_refused(warned):
    appeal = accepted(make.appeal(warned, kind=REVIEW, lodged_on=date(2026, 7, 30)))
    with pytest.raises(Refused, match="早于结果日期"):
        answered(appeal, AppealOutcome.MAINTAINED, delivered_on=date(2026, 8, 31))
    assert again(appeal).is_open


def test_of_two_who_answer_at_once_the_second_is_told(warned):
    appeal = accepted(make.appeal(warned, kind=REVIEW, lodged_on=date(2026, 7, 30)))
    stale = again(appeal)
    answered(appeal, AppealOutcome.MAINTAINED)
    answer = Answer(AppealOutcome.CHANGED, date(2026, 9, 2))
    with pytest.raises(Refused, match="刚被他人办理过"):
        answer_appeal(stale, answer=answer, version=stale.version, by=None, on=make.TODAY)
    assert again(appeal).outcome == AppealOutcome.MAINTAINED


def test_an_answered_appeal_is_not_answered_again(warned):
    appeal = accepted(make.appeal(warned, kind=REVIEW, lodged_on=date(2026, 7, 30)))
    answered(appeal, AppealOutcome.MAINTAINED)
    with pytest.raises(Refused, match="刚被他人办理过"):
        answered(appeal, AppealOutcome.CHANGED)


def test_a_stale_void_is_refused(warned):
    appeal = make.appeal(warned, kind=REVIEW, lodged_on=date(2026, 7, 30))
    accepted(appeal)
    with pytest.raises(Refused, match="刚被他人办理过"):
        void_appeal(appeal, reason="登记有误", version=appeal.version, by=None, at=make.NOON)
    assert again(appeal).voided_at is None


@pytest.mark.parametrize(
    ("facts", "constraint"),
    [
        ({"decided_on": date(2026, 9, 1)}, "appeal_decided_has_outcome"),
        ({"outcome": "withdrawn"}, "appeal_decided_has_outcome"),
        (
            {"decided_on": date(2026, 9, 1), "outcome": "maintained"},
            "appeal_heard_was_accepted",
        ),
        (
            {
                "decided_on": date(2026, 9, 1),
                "outcome": "not_accepted",
                "accepted_on": date(2026, 8, 3),
            },
            "appeal_not_accepted_has_no_day",
        ),
        ({"decide_by": None}, "appeal_has_its_term"),
        ({"delivered_on": date(2026, 9, 1)}, "appeal_delivered_was_decided"),
        ({"accepted_on": date(2026, 7, 29)}, "appeal_accepted_after_lodged"),
        (
            {"decided_on": date(2026, 7, 29), "outcome": "withdrawn"},
            "appeal_decided_after_lodged",
        ),
        (
            {
                "accepted_on": date(2026, 8, 3),
                "decided_on": date(2026, 8, 2),
                "outcome": "withdrawn",
            },
            "appeal_decided_after_accepted",
        ),
        (
            {
                "decided_on": date(2026, 9, 2),
                "outcome": "withdrawn",
                "delivered_on": date(2026, 9, 1),
            },
            "appeal_delivered_after_decided",
        ),
        ({"voided_at": make.NOON}, "appeal_void_has_reason"),
    ],
)
def test_the_database_keeps_what_the_verbs_keep(warned, facts, constraint):
    appeal = make.appeal(warned, kind=REVIEW, lodged_on=date(2026, 7, 30))
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Appeal.objects.filter(pk=appeal.pk).update(**facts)


def test_one_open_appeal_of_a_kind_per_decision_holds_without_the_verb(warned):
    first = make.appeal(warned, kind=REVIEW, lodged_on=date(2026, 7, 30))
    with pytest.raises(IntegrityError, match="appeal_one_open_per_kind"), transaction.atomic():
        Appeal.objects.create(
            decision=warned,
            cadre=warned.cadre,
            kind=REVIEW,
            heard_by="临澜市监委",
            lodged_on=first.lodged_on,
            decide_by=first.decide_by,
        )


# An appeal moves nothing ------------------------------------------------------------------


PATHS = {
    Clock: "cadre",
    Decision: "cadre",
    Dossier: "cadre",
    DossierRow: "dossier__cadre",
    Obligation: "dossier__cadre",
    Result: "round__dossier__cadre",
}


def standing_of(person):
    """Everything that might be turned against whoever appeals, column by column."""
    return {
        table.__name__: [
            model_to_dict(row) for row in table.objects.filter(**{path: person}).order_by("pk")
        ]
        for table, path in PATHS.items()
    }


def test_clocks_obligations_and_results_are_the_same_after_every_step():
    office = Office()
    office.computed()
    decision = Decision.objects.get()
    reconcile([decision.dossier_id], on=make.TODAY)
    before = standing_of(decision.cadre)
    assert {name: bool(rows) for name, rows in before.items()} == dict.fromkeys(before, True)

    appeal = make.appeal(decision, lodged_on=date(2026, 7, 30))
    reconcile([decision.dossier_id], on=make.TODAY)
    assert standing_of(decision.cadre) == before
    accepted(appeal)
    assert standing_of(decision.cadre) == before
    answered(appeal, AppealOutcome.CHANGED)
    reconcile([decision.dossier_id], on=make.TODAY)
    assert standing_of(decision.cadre) == before


def test_a_result_computed_while_an_appeal_is_open_is_that_of_the_same_ballots_without_one():
    quiet, appealing = Office(), Office("云岫县纪委监委", person="谢广仁")
    make.appeal(Decision.objects.get(cadre__name="谢广仁"), lodged_on=date(2026, 7, 30))
    found = [each.computed(positive=3, negative=1).result for each in (quiet, appealing)]
    assert found[0].data == found[1].data
    assert found[0].grade == found[1].grade != ""


def test_every_step_is_on_record_with_its_anchors(warned, home):
    officer = make.user(Role.OFFICER, home)
    appeal = make.appeal(warned, kind=REVIEW, lodged_on=date(2026, 7, 30), note="本人来访")
    accept_appeal(appeal, accepted_on=date(2026, 8, 3), version=1, by=officer, on=make.TODAY)
    entries = Entry.objects.filter(verb__startswith="appeal.").order_by("pk")
    assert [(each.verb, each.dossier_id, each.cadre_id) for each in entries] == [
        ("appeal.lodged", warned.dossier_id, warned.cadre_id),
        ("appeal.accepted", warned.dossier_id, warned.cadre_id),
    ]
    assert "本人来访" not in str(entries[0].detail)


# Who finds them ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "count"),
    [
        (Role.DIRECTOR, 1),
        (Role.OFFICER, 1),
        (Role.LEADER, 1),
        (Role.UNIT, 0),
        (Role.HELPER, 0),
        (Role.PERSONNEL, 0),
        (Role.ADMIN, 0),
    ],
)
def test_an_appeal_is_found_by_the_office_that_keeps_the_dossier(warned, home, role, count):
    make.appeal(warned, kind=REVIEW, lodged_on=date(2026, 7, 30))
    unit = warned.cadre.unit if role in {Role.UNIT, Role.HELPER} else home
    user = make.user(role, unit)
    if role == Role.HELPER:
        make.helper(warned.dossier, account=user)
    assert Appeal.objects.visible_to(user).count() == count
    other = make.user(Role.DIRECTOR, make.office("云岫县纪委监委"))
    assert Appeal.objects.visible_to(other).count() == 0


def test_what_is_due_is_found_by_its_day(warned):
    due = make.appeal(warned, kind=REVIEW, lodged_on=date(2026, 7, 30)).decide_by
    found = Appeal.objects
    assert found.overdue(today=due).count() == 0
    assert found.overdue(today=due + timedelta(days=1)).count() == 1
    assert found.due_between(due, due).count() == 1
    assert found.due_between(due + timedelta(days=1), due + timedelta(days=9)).count() == 0
