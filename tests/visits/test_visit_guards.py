"""Guard × form, action, SQL: for each must-have guard of a visit (practice E.4), where it holds.

Every entry of the table printed at the end is a test that ran; a dash says that nothing is asked
of that place, and the action holds it.
"""

import re
from contextlib import contextmanager
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.db.utils import InternalError

from accounts.roles import Role
from cases.models import Recusal
from columns.codes import new_code
from columns.refusal import Refused
from tests import factories
from tests.visits.people import TODAY, TOLD, pair, people, visited
from visits.actions import arranging, finishing, preparing
from visits.actions.arranging import Seats
from visits.actions.teams import Member
from visits.actions.visits import More, Step
from visits.choices.visiting import EDGES, TeamPart, VisitStatus
from visits.forms.arranging import ArrangeForm
from visits.forms.steps import DeliverUnitForm, MoveForm, SignForm
from visits.forms.visit import VisitForm
from visits.models import Visit, VisitContact, VisitDelivery, VisitMove, VisitTeam

pytestmark = pytest.mark.django_db
HELD: dict[str, dict[str, str]] = {}
PLANNED = TODAY + timedelta(days=7)
ARRANGED = {"wish": "willing", "planned_on": PLANNED, "mode": "face", "place": "office"}


@pytest.fixture(scope="module", autouse=True)
def table(request):
    """Printed once, when every entry has been earned."""
    yield
    reporter = request.config.pluginmanager.get_plugin("terminalreporter")
    lines = [f"{'guard':44} {'form':6} {'action':7} SQL"]
    for guard, places in HELD.items():
        cells = [places.get(place, "–") for place in ("form", "action", "sql")]
        lines.append(f"{guard:44} {cells[0]:6} {cells[1]:7} {cells[2]}")
    if reporter is not None:
        reporter.write_line("\n".join(["", *lines]))


@contextmanager
def held(guard, place, *, says):
    """The place refuses, and for this reason and no other."""
    errors = {"action": Refused, "sql": DatabaseError}[place]
    said = ""
    try:
        with transaction.atomic():
            yield
            if place == "sql":
                check_now()
    except errors as fault:
        said = str(fault)
    assert re.search(says, said), said or "nothing was refused"
    note(guard, place)


def note(guard, place):
    HELD.setdefault(guard, {})[place] = "held"


def check_now():
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def refused_by(form, field):
    assert not form.is_valid()
    return " ".join(form.errors.get(field, []))


def arranged(who, *, team=None, **changes):
    return arranging.arrange_visit(
        who.dossier,
        token=new_code(),
        seats=Seats(pair(who.officer, who.second) if team is None else team),
        by=who.officer,
        on=TODAY,
        **{**ARRANGED, **changes},
    )


def read_by_all(monkeypatch):
    monkeypatch.setattr(preparing, "unread_by", lambda visit, *, on: [])


def ready(who, monkeypatch, **changes):
    read_by_all(monkeypatch)
    visit = arranged(who, **changes)
    preparing.prepare_visit(
        visit, version=visit.version, outline="谈工作", unit_note="", by=who.officer, on=TODAY
    )
    return Visit.objects.get(pk=visit.pk)


def raw(visit, **facts):
    """Past the acts, as somebody with the program's own rights would."""
    return Visit.objects.filter(pk=visit.pk).update(**facts)


def record_form(who, **changes):
    told = {**TOLD, "visited_on": "2026-05-20", "starts_at": "14:30", "ends_at": "15:40"}
    data = {**told, "visitors": [who.officer.pk, who.second.pk], **changes}
    return VisitForm(
        data,
        today=TODAY,
        decided_on=who.dossier.first_day,
        officers=[who.officer, who.second],
    )


def arrange_form(who, **changes):
    data = {
        **ARRANGED, "planned_on": PLANNED.isoformat(),
        "visitors": [who.officer.pk, who.second.pk], **changes,
    }  # fmt: skip
    return ArrangeForm(data, today=TODAY, officers=[who.officer, who.second], words={})


def test_two_distinct_discipline_visitors():
    who, guard = people(), "two distinct discipline visitors"
    assert "两名" in refused_by(record_form(who, visitors=[who.officer.pk]), "visitors")
    note(guard, "form")
    with held(guard, "action", says="两名"):
        visited(who, team=pair(who.officer, who.officer))
    visit = visited(who)
    check_now()
    with held(guard, "sql", says="second officer"):
        VisitTeam.objects.filter(visit=visit).first().delete()


def test_a_helper_is_not_one_of_the_two():
    who = people()
    with held("a helper or volunteer does not count", "action", says="两名"):
        visited(who, team=[*pair(who.officer), Member(TeamPart.VISITOR, user=who.helper)])


def test_only_listed_steps():
    who, guard = people(), "only listed steps of state"
    visit = arranged(who)
    with held(guard, "action", says="准备好"):
        visited(who, arranged=visit)
    with held(guard, "sql", says="cannot go from agreed to held"):
        raw(visit, status=VisitStatus.HELD, visited_on=TODAY, report_due_on=TODAY)


def test_the_database_takes_no_step_that_is_not_listed(monkeypatch):
    """From each state that acts reach, straight to each state that is not listed for it."""
    who = people()
    signing, done = visited(who, signature="later"), visited(who)
    rows = {
        VisitStatus.AGREED: arranged(who),
        VisitStatus.PLANNED: arranged(who, wish=""),
        VisitStatus.READY: ready(who, monkeypatch),
        VisitStatus.SIGNING: signing,
        VisitStatus.DONE: done,
    }
    for was, visit in rows.items():
        assert visit.status == was
        for now in set(VisitStatus) - {was} - {to for start, to in EDGES if start == was}:
            refused = pytest.raises((IntegrityError, InternalError), match="cannot go from")
            with refused, transaction.atomic():
                raw(visit, status=now)


def test_a_visit_begins_at_its_beginning():
    who = people()
    with held("begins as plan, agreement or record", "sql", says="does not begin"):
        Visit.objects.create(dossier=who.dossier, token=new_code(), status=VisitStatus.READY)


def test_agreement_before_ready_and_outline(monkeypatch):
    who, guard = people(), "ready: agreed, outline"
    read_by_all(monkeypatch)
    visit = arranged(who)
    with held(guard, "action", says="谈话提纲"):
        preparing.prepare_visit(
            visit, version=1, outline=" ", unit_note="", by=who.officer, on=TODAY
        )
    with held(guard, "sql", says="visit_ready_has_outline"):
        raw(visit, status=VisitStatus.READY)


def test_every_visitor_has_read_the_file():
    who = people()
    visit = arranged(who)
    with held("ready: every visitor has read the dossier", "action", says="陈舟还没有阅看档案"):
        preparing.prepare_visit(
            visit, version=1, outline="谈工作", unit_note="", by=who.officer, on=TODAY
        )


def test_recusal_at_assign_and_at_save():
    who, guard = people(), "recused, own file: not on the team"
    Recusal.objects.create(
        cadre=who.dossier.cadre,
        user=who.second,
        ground="kin",
        from_on=TODAY,
        entered_by=who.director,
    )
    with held(guard, "action", says="吴川不能参加"):
        arranged(who)
    with held(guard, "action", says="吴川不能参加"):
        visited(who)


def test_a_key_visit_has_its_responsible_person(monkeypatch):
    who, guard = people(), "key visit: a responsible person"
    assert "负责人" in refused_by(arrange_form(who, is_key="on"), "leader")
    note(guard, "form")
    with held(guard, "action", says="重点回访须有一名负责人"):
        visited(who, is_key=True)
    visit = ready(who, monkeypatch)
    with held(guard, "sql", says="responsible person"):
        raw(visit, is_key=True)


def test_remote_has_a_reason():
    who, guard = people(), "telephone, video: a reason"
    assert "原因" in refused_by(record_form(who, mode="phone"), "mode_reason")
    note(guard, "form")
    with held(guard, "action", says="原因"):
        arranged(who, mode="phone")
    with held(guard, "sql", says="visit_remote_has_reason"):
        visited(who, mode="phone")


def test_moved_at_most_twice_with_a_reason():
    who, guard = people(), "moved at most twice, with a reason"
    visit = arranged(who)
    assert not MoveForm({"to": PLANNED, "version": 1}, today=TODAY).is_valid()
    note(guard, "form")
    for days in (1, 2):
        visit = Visit.objects.get(pk=visit.pk)
        arranging.move_visit(
            visit,
            version=visit.version,
            to=PLANNED + timedelta(days=days),
            reason="防汛值班",
            by=who.officer,
            on=TODAY,
        )
    visit = Visit.objects.get(pk=visit.pk)
    with held(guard, "action", says="最多2次"):
        arranging.move_visit(
            visit, version=visit.version, to=PLANNED, reason="防汛", by=who.officer, on=TODAY
        )
    with held(guard, "sql", says="move_at_most_twice"):
        VisitMove.objects.create(
            visit=visit, dossier=who.dossier, number=3, from_on=PLANNED, to_on=TODAY,
            reason="防汛", by=who.officer, moved_on=TODAY,
        )  # fmt: skip


def tell(visit, kind, days, who):
    arranging.tell_contact(
        visit,
        kind=kind,
        happened_on=TODAY - timedelta(days=days),
        text="在电话里说过一阵再说",
        by=who.officer,
        on=TODAY,
    )


def test_declined_only_after_its_chain():
    who, guard = people(), "declined: offered again, party asked"
    visit = arranged(who)
    tell(visit, "refused", 20, who)
    with held(guard, "action", says="再次邀约"):
        arranging.end_as_declined(visit, version=1, by=who.officer, on=TODAY)
    with held(guard, "sql", says="come first"):
        raw(visit, status=VisitStatus.DECLINED)
    tell(visit, "offered", 10, who)
    tell(visit, "party", 5, who)
    arranging.end_as_declined(visit, version=1, by=who.officer, on=TODAY)
    assert Visit.objects.get(pk=visit.pk).status == VisitStatus.DECLINED


def test_the_second_offer_comes_within_thirty_days():
    who = people()
    visit = arranged(who)
    tell(visit, "refused", 40, who)
    with held("second offer within thirty days", "action", says="30天内"):
        tell(visit, "offered", 5, who)


def test_lost_only_after_three_days_of_attempts():
    who, guard = people(), "lost: attempts on three different days"
    visit = arranged(who)
    tell(visit, "attempt", 3, who)
    with held("one line per kind and day", "action", says="已经登记"):
        tell(visit, "attempt", 3, who)
    with held("one line per kind and day", "sql", says="contact_once_per_kind_and_day"):
        VisitContact.objects.create(
            visit=visit, dossier=who.dossier, kind="attempt",
            happened_on=TODAY - timedelta(days=3), text="无人接听", by=who.officer,
        )  # fmt: skip
    with held(guard, "action", says="3个不同的日子"):
        arranging.end_as_lost(visit, version=1, by=who.officer, on=TODAY)
    with held(guard, "sql", says="three attempts"):
        raw(visit, status=VisitStatus.LOST)
    tell(visit, "attempt", 2, who)
    tell(visit, "attempt", 1, who)
    arranging.end_as_lost(visit, version=1, by=who.officer, on=TODAY)
    assert Visit.objects.get(pk=visit.pk).status == VisitStatus.LOST


def test_the_record_is_whole():
    who, guard = people(), "done: place, mode, response, state, steps"
    for name in ("place", "mode", "response", "state", "prescription"):
        assert refused_by(record_form(who, **{name: ""}), name)
    note(guard, "form")
    with held(guard, "sql", says="visit_recorded_is_whole"):
        visited(who, response="")


def test_signed_or_declined_with_a_reason():
    who, guard = people(), "signed, or declined with a reason"
    visit = visited(who, signature="later")
    assert visit.status == VisitStatus.SIGNING
    told = {"signature": "declined", "signed_on": "2026-05-21", "version": visit.version}
    form = SignForm(told, today=TODAY, since=visit.visited_on)
    assert "未签名的原因" in refused_by(form, "unsigned_reason")
    note(guard, "form")
    with held(guard, "action", says="未签名的原因"):
        finishing.sign_visit(
            visit, version=visit.version, signature="declined",
            signed_on=date(2026, 5, 21), by=who.officer, on=TODAY,
        )  # fmt: skip
    with held(guard, "sql", says="visit_done_is_signed"):
        raw(visit, status=VisitStatus.DONE)
    finishing.sign_visit(
        visit, version=visit.version, signature="signed",
        signed_on=date(2026, 5, 21), by=who.officer, on=TODAY,
    )  # fmt: skip
    assert Visit.objects.get(pk=visit.pk).is_done


def test_what_was_signed_is_not_changed():
    who = people()
    visit = visited(who)
    with held("a signed record is corrected beside, never over", "sql", says="pgtrigger"):
        raw(visit, opinion="改过的意见")


def test_reviewed_by_somebody_else():
    who, guard = people(), "reviewer is not the writer"
    visit = visited(who)
    with held(guard, "action", says="另一位同志"):
        finishing.review_visit(visit, version=visit.version, by=who.officer, on=TODAY)
    with held(guard, "sql", says="visit_reviewed_by_another"):
        raw(visit, reviewed_by=who.officer, reviewed_on=TODAY)


def test_told_only_after_review_and_each_once():
    who, guard = people(), "told after review, each channel once"
    visit = visited(who)
    facts = {
        "channel": "unit", "sent_on": TODAY, "receiver": "局党组书记", "summary": "请安排任务",
        "by": who.officer, "on": TODAY,
    }  # fmt: skip
    told = {"sent_on": TODAY.isoformat(), "receiver": "局党组书记", "version": 1}
    assert refused_by(DeliverUnitForm(told, today=TODAY), "summary")
    note(guard, "form")
    with held(guard, "action", says="审核以后"):
        finishing.deliver_visit(visit, **facts)
    finishing.review_visit(visit, version=visit.version, by=who.director, on=TODAY)
    visit = Visit.objects.get(pk=visit.pk)
    finishing.deliver_visit(visit, **facts)
    with held(guard, "action", says="已经登记"):
        finishing.deliver_visit(visit, **facts)
    with held(guard, "sql", says="delivery_once_per_channel"):
        VisitDelivery.objects.create(
            visit=visit, dossier=who.dossier, channel="unit", sent_on=TODAY,
            receiver="书记", summary="请安排", sent_by=who.officer,
        )  # fmt: skip


def test_a_record_is_voided_by_somebody_else_and_counts_no_more():
    who = people()
    visit = visited(who)
    with held("a record is voided by another", "action", says="登记人以外"):
        arranging.void_visit(visit, version=visit.version, reason="重复", by=who.officer, on=TODAY)
    arranging.void_visit(visit, version=visit.version, reason="重复", by=who.director, on=TODAY)
    assert Visit.objects.get(pk=visit.pk).status == VisitStatus.VOID
    assert not Visit.objects.done().exists()


def test_prescriptions_flow_to_the_plan():
    from visits.facts.prescriptions import prescribed

    who = people()
    visited(who, parts={"more": More(steps=[Step("参加业务培训", "分管副局长", TODAY)])})
    assert [(each.text, each.who, each.due_on) for each in prescribed(who.dossier)] == [
        ("参加业务培训", "分管副局长", TODAY)
    ]


def test_the_nightly_look_finds_a_team_that_cannot_go():
    from visits.actions.team_check import TeamsChecked, check_teams

    who = people()
    visit = arranged(who)
    assert check_teams() == TeamsChecked(found=0, healed=0)
    who.second.is_active = False
    who.second.save()
    assert check_teams() == TeamsChecked(found=1, healed=0)
    assert Visit.objects.get(pk=visit.pk).team_fault == "person"
    who.second.is_active = True
    who.second.save()
    assert check_teams() == TeamsChecked(found=0, healed=1)


def test_the_leader_in_charge_reviews_what_the_director_wrote():
    who = people()
    assert who.leader.role == Role.LEADER
    visit = visited(who, team=pair(who.director, who.second))
    raw(visit, version=visit.version)
    finishing.review_visit(visit, version=visit.version, by=who.leader, on=TODAY)
    assert Visit.objects.get(pk=visit.pk).reviewed_by_id == who.leader.pk


def test_a_stranger_is_not_among_those_who_may_go():
    who = people()
    town = factories.user(Role.INSPECTOR, factories.office("乡镇纪委"), name="周林")
    town.is_active = False
    town.save()
    with held("put to sleep: not on the team", "action", says="周林不能参加"):
        arranged(who, team=pair(who.officer, town))
