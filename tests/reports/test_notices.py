"""期满通知: drafted before the end, sent by a person after it, and only if nothing has moved."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audit.models import Entry
from cases.actions import end_dossier, pause_dossier, resume_dossier, transfer_cadre
from cases.choices import DossierStatus
from cases.models import Decision, Dossier, Policy
from columns.refusal import Refused
from jobs.models import Job
from reports.actions import (
    Drafted,
    Moved,
    decline_notices,
    draft_notices,
    mark_notice_read,
    release_notices,
)
from reports.choices import NoticeStatus, NoticeWithdrawal
from reports.models import Notice
from tests import factories
from tests.reports.notices import AFTER, DAY, END, NOON, ending

pytestmark = pytest.mark.django_db
LATER = date(2026, 12, 31)


@pytest.fixture
def case():
    return ending()


def sent(case, notices, *, by=None, on=AFTER):
    codes = [notice.code for notice in notices.values()]
    return release_notices(case.dossier, codes=codes, by=by or case.director, at=NOON, on=on)


def states(case):
    rows = Notice.objects.filter(dossier=case.dossier)
    return sorted(rows.values_list("end", "kind", "status"))


def refused(act, *args, **kwargs):
    with pytest.raises(Refused) as caught, transaction.atomic():
        act(*args, **kwargs)
    return str(caught.value)


# Drafting ----------------------------------------------------------------------------------


def test_three_drafts_are_ready_seven_days_before_the_end_and_only_once(case):
    assert draft_notices([case.dossier.pk], on=END - 8 * DAY) == Drafted()
    assert draft_notices([case.dossier.pk], on=END - 7 * DAY) == Drafted(drafted=3)
    assert draft_notices([case.dossier.pk], on=END - 7 * DAY) == Drafted()
    assert draft_notices([case.dossier.pk], on=AFTER) == Drafted()
    assert states(case) == [
        (END, "person", "drafted"),
        (END, "personnel", "drafted"),
        (END, "unit", "drafted"),
    ]
    assert Entry.objects.filter(verb="notice.drafted", dossier_id=case.dossier.pk).count() == 1


def test_each_draft_knows_its_addressee_and_its_day(case):
    drafts = case.drafted(on=END)
    assert {kind: notice.addressee for kind, notice in drafts.items()} == {
        "person": None,
        "unit": case.unit,
        "personnel": case.personnel,
    }
    assert {notice.drafted_on for notice in drafts.values()} == {END}
    assert "自2026年10月1日起已满" in drafts["unit"].text
    assert drafts["unit"].taken.decisions[0].number == "临监决〔2026〕6号"


def test_without_a_letterhead_the_personnel_office_of_the_area_is_addressed():
    case = ending(letterhead=False)
    assert case.drafted()["personnel"].addressee == case.personnel


def test_an_end_before_the_office_began_gets_no_notice(case):
    Policy.objects.filter(office=case.office).update(duties_from=AFTER)
    assert draft_notices([case.dossier.pk], on=LATER) == Drafted()


def test_no_notice_while_restoration_is_awaited(case):
    case.drafted(on=END)
    Dossier.objects.filter(pk=case.dossier.pk).update(awaiting_restoration=True, overall_end=None)
    assert draft_notices([case.dossier.pk], on=AFTER) == Drafted(withdrawn=3)
    assert set(Notice.objects.values_list("withdrawal", flat=True)) == {NoticeWithdrawal.NOT_DUE}


@pytest.mark.parametrize("status", ["annulled", "void"])
def test_no_notice_of_a_decision_that_does_not_stand(case, status):
    case.drafted(on=END)
    Decision.objects.filter(dossier=case.dossier).update(status=status)
    assert draft_notices([case.dossier.pk], on=AFTER) == Drafted(withdrawn=3)


def test_no_notice_of_a_file_that_is_shut(case):
    case.drafted(on=END)
    end_dossier(case.dossier, reason="去世", ended_on=END, by=case.director, on=factories.TODAY)
    assert draft_notices([case.dossier.pk], on=AFTER) == Drafted(withdrawn=3)


def test_a_draft_whose_facts_moved_is_replaced(case):
    case.drafted(on=END)
    case.move(END + 3 * DAY)
    assert draft_notices([case.dossier.pk], on=END + DAY) == Drafted(drafted=3, withdrawn=3)
    gone = Notice.objects.withdrawn()
    assert set(gone.values_list("end", "withdrawal")) == {(END, NoticeWithdrawal.CHANGED)}
    assert {n.end for n in case.drafted(on=END + DAY).values()} == {END + 3 * DAY}


def test_an_end_that_moved_away_takes_its_drafts_back_until_it_comes_again(case):
    case.drafted(on=END)
    case.move(LATER)
    assert draft_notices([case.dossier.pk], on=AFTER) == Drafted(withdrawn=3)
    assert draft_notices([case.dossier.pk], on=LATER - 7 * DAY) == Drafted(drafted=3)


def test_a_person_who_moved_to_another_unit_gets_fresh_drafts(case):
    case.drafted(on=END)
    other = factories.work_unit("水利局")
    transfer_cadre(
        case.dossier.cadre, to=other, post="科员", rank="staff", from_on=END, by=case.director
    )
    drafts = case.drafted(on=AFTER)
    assert drafts["unit"].addressee == other
    assert drafts["person"].taken.unit == "临澜市水利局"


# Sending -----------------------------------------------------------------------------------


def test_a_named_person_sends_them_the_day_after_the_end(case):
    drafts = case.drafted(on=END)
    jobs = sent(case, drafts, by=case.leader)
    for notice in Notice.objects.all():
        assert (notice.status, notice.released_by, notice.released_on) == (
            NoticeStatus.RELEASED,
            case.leader,
            AFTER,
        )
    assert {job.kind for job in jobs} == {"reports.tasks.make_notice"}
    assert sorted(job.key for job in jobs) == sorted(n.code for n in drafts.values())
    assert Entry.objects.filter(verb="notice.released", actor_id=case.leader.pk).count() == 3
    assert draft_notices([case.dossier.pk], on=LATER) == Drafted()


def test_on_the_last_day_itself_nothing_is_sent(case):
    drafts = case.drafted(on=END)
    assert refused(sent, case, drafts, on=END) == (
        "影响期到2026年9月30日届满，届满当天仍受限制，次日起才能发出。"
    )
    assert Notice.objects.released().count() == 0
    assert not Job.objects.exists()


def test_a_clock_that_moved_since_holds_the_papers_back(case):
    drafts = case.drafted(on=END)
    case.move(LATER)
    with pytest.raises(Moved, match="现在不需要发出期满通知"), transaction.atomic():
        sent(case, drafts)
    case.move(END - DAY)
    with pytest.raises(Moved) as caught, transaction.atomic():
        sent(case, drafts)
    assert str(caught.value) == (
        "起草以后，届满日由2026年9月30日改为2026年9月29日。已按现在的情况重新起草，请核对后再发出。"
    )
    assert not Notice.objects.released().exists()
    fresh = case.drafted()
    sent(case, fresh)
    assert {n.end for n in Notice.objects.released()} == {END - DAY}


def test_some_may_go_before_the_others(case):
    drafts = case.drafted()
    sent(case, {"person": drafts["person"]})
    assert states(case) == [
        (END, "person", "released"),
        (END, "personnel", "drafted"),
        (END, "unit", "drafted"),
    ]


def test_one_that_cannot_go_keeps_all_back(case):
    drafts = case.drafted()
    sent(case, {"person": drafts["person"]})
    assert refused(sent, case, drafts) == "《影响期届满告知书》已发出，请刷新页面查看现在的通知。"
    assert Notice.objects.released().count() == 1


def test_nothing_chosen_is_nothing_sent(case):
    assert refused(sent, case, {}) == "请至少选一份要发出的通知。"


def test_while_the_file_rests_nothing_is_sent(case):
    drafts = case.drafted(on=END)
    pause_dossier(case.dossier, reason="立案审查", by=case.director, on=END)
    assert refused(sent, case, drafts) == "档案暂停中，不发期满通知。恢复办理以后再发出。"
    case.dossier.refresh_from_db()
    resume_dossier(case.dossier, by=case.director, on=AFTER)
    sent(case, drafts)
    assert Notice.objects.released().count() == 3


def test_without_an_addressee_the_letter_to_the_personnel_organ_stays(case):
    type(case.personnel).objects.filter(pk=case.personnel.pk).update(kind="work")
    type(case.office.letterhead).objects.update(addressee=None)
    drafts = case.drafted()
    assert drafts["personnel"].addressee is None
    assert refused(sent, case, drafts) == (
        "组织部门函还没有主送机关。请先在“发文信息”里选定，再发出。"
    )


def test_notices_are_sent_again_only_when_the_end_moved_later_and_ended_anew(case):
    sent(case, case.drafted())
    case.move(END - 10 * DAY)
    assert draft_notices([case.dossier.pk], on=LATER) == Drafted()
    case.move(LATER)
    assert draft_notices([case.dossier.pk], on=LATER - 8 * DAY) == Drafted()
    assert draft_notices([case.dossier.pk], on=LATER) == Drafted(drafted=3)


# Declining and reading ---------------------------------------------------------------------


def test_a_person_may_decline_and_is_not_asked_again_until_something_moves(case):
    drafts = case.drafted()
    codes = [drafts["unit"].code]
    facts = {"codes": codes, "by": case.director, "on": AFTER}
    assert refused(decline_notices, case.dossier, reason=" ", **facts) == (
        "请写明不发的原因，例如本人已当面告知，不再书面通知。"
    )
    assert decline_notices(case.dossier, reason="单位已撤销", **facts) == 1
    assert draft_notices([case.dossier.pk], on=LATER) == Drafted()
    assert refused(decline_notices, case.dossier, reason="再次", **facts) == (
        "没有可以撤回的通知：可能已发出，或已由他人撤回。请刷新页面查看。"
    )
    case.move(END + DAY)
    assert draft_notices([case.dossier.pk], on=LATER) == Drafted(drafted=3, withdrawn=2)


def test_the_first_reading_is_kept(case):
    sent(case, case.drafted())
    notice = Notice.objects.get(kind="personnel")
    mark_notice_read(notice, by=case.reader, at=NOON)
    mark_notice_read(notice, by=case.director, at=NOON + DAY)
    notice.refresh_from_db()
    assert (notice.read_by, notice.read_at) == (case.reader, NOON)


def test_each_sees_what_is_his(case):
    drafts = case.drafted()
    seen = lambda user: set(Notice.objects.visible_to(user).values_list("kind", flat=True))  # noqa: E731
    assert seen(case.officer) == {"person", "unit", "personnel"}
    assert seen(case.reader) == set()
    sent(case, drafts)
    assert seen(case.reader) == {"personnel"}
    elsewhere = factories.user("personnel", factories.personnel_office("另一组织部"))
    assert seen(elsewhere) == set()
    assert seen(factories.user("unit", case.unit)) == set()


@pytest.mark.parametrize(
    "wrong",
    [
        {"status": "released"},
        {"status": "withdrawn"},
        {"withdrawal": "changed"},
        {"released_on": AFTER},
        {"kind": "neighbour"},
        {"status": "withdrawn", "withdrawal": "declined", "withdrawn_on": AFTER},
    ],
)
def test_the_database_refuses_a_contradiction(case, wrong):
    notice = case.drafted()["person"]
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.filter(pk=notice.pk).update(**wrong)


def test_the_database_refuses_a_release_on_the_last_day(case):
    notice = case.drafted()["person"]
    with pytest.raises(IntegrityError), transaction.atomic():
        Notice.objects.filter(pk=notice.pk).update(
            status="released", released_by=case.leader, released_at=NOON, released_on=END
        )


# Whatever happened before ------------------------------------------------------------------

HISTORY = st.lists(
    st.fixed_dictionaries(
        {
            "gap": st.integers(0, 40),
            "end": st.dates(date(2026, 8, 1), date(2026, 12, 31)),
            "status": st.sampled_from(["visiting", "tracking", "paused", "closed"]),
            "awaiting": st.integers(0, 4).map(lambda number: number == 0),
            "sends": st.booleans(),
        }
    ),
    min_size=1,
    max_size=5,
)


@given(history=HISTORY)
@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@pytest.mark.slow
def test_after_any_history_the_drafts_are_those_of_the_present_end(case, history):
    with transaction.atomic():
        day, last_sent = date(2026, 8, 1), None
        for facts in history:
            day += facts["gap"] * DAY
            case.move(facts["end"])
            Dossier.objects.filter(pk=case.dossier.pk).update(
                status=facts["status"],
                paused_from="visiting" if facts["status"] == "paused" else "",
                awaiting_restoration=facts["awaiting"],
                overall_end=None if facts["awaiting"] else facts["end"],
            )
            draft_notices([case.dossier.pk], on=day)
            assert draft_notices([case.dossier.pk], on=day) == Drafted()
            drafts = {n.kind: n for n in Notice.objects.drafted()}
            assert {n.end for n in drafts.values()} == wanted(facts, day, last_sent)
            assert len(drafts) in {0, 3}
            if facts["sends"] and drafts and day > facts["end"] and facts["status"] != "paused":
                sent(case, drafts, on=day)
                last_sent = max(facts["end"], last_sent or facts["end"])
        transaction.set_rollback(True)


def wanted(facts, day, last_sent):
    if facts["awaiting"] or facts["status"] == DossierStatus.CLOSED:
        return set()
    if day < facts["end"] - 7 * DAY or (last_sent is not None and last_sent >= facts["end"]):
        return set()
    return {facts["end"]}
