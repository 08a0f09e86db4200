"""A need from the day it was heard to its archive; what the actions and the database refuse."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from audit.models import Entry
from columns.codes import new_code
from columns.refusal import Refused
from needs.actions import (
    answer_need,
    archive_need,
    assign_need,
    explain_need,
    register_need,
    reply_need,
    return_need,
    view_need,
    void_need,
)
from needs.actions.answering import Assignment
from needs.actions.registering import Asked
from needs.choices import NEXT_NEED_STATES, NeedState
from needs.models import Need, NeedStep
from tests import factories
from tests.factories import NOON
from tests.needs.people import ANSWER, REQUEST, WORDS, answered, asked, assigned
from tests.visits.people import TODAY, people, talked, visited
from tests.visits.test_plans import run_at_once
from visits.models import Talk

pytestmark = pytest.mark.django_db


@pytest.fixture
def who():
    return people()


@pytest.fixture
def school():
    return factories.work_unit("青禾区教育局")


def told(need):
    return [(step.act, step.text) for step in NeedStep.objects.filter(need=need)]


# Registered -------------------------------------------------------------------------------


def test_a_talk_that_heard_a_need_registers_it(who):
    talk = talked(who, held_on=date(2026, 9, 12), need="some", need_text=WORDS)
    need = Need.objects.get(dossier=who.dossier)
    assert (need.source, need.source_code, need.words) == ("talk", talk.code, WORDS)
    assert (need.asked_on, need.state) == (date(2026, 9, 12), "registered")
    # 30 days from its registration, a Friday.
    assert need.due_on == date(2026, 10, 30)


def test_a_talk_without_a_need_registers_none(who):
    talked(who, held_on=date(2026, 9, 12))
    assert Need.objects.filter(dossier=who.dossier).count() == 0


def test_the_same_talk_sent_twice_is_one_need(who):
    token = new_code()
    for _ in range(2):
        talked(who, held_on=date(2026, 9, 12), need="some", need_text=WORDS, token=token)
    assert (Talk.objects.count(), Need.objects.count()) == (1, 1)


def test_a_visit_that_heard_a_need_registers_it(who):
    visit = visited(who, need="some", need_text=WORDS)
    need = Need.objects.get(dossier=who.dossier)
    assert (need.source, need.source_code, need.officer) == ("visit", visit.code, who.officer)


def test_a_need_by_hand_sent_twice_is_one(who):
    token = new_code()
    assert asked(who, token=token) == asked(who, token=token)
    assert Need.objects.count() == 1


def test_twenty_posts_of_one_page_at_once_are_one_need(committed_db):
    who, token = people(), new_code()
    assert run_at_once(lambda: asked(who, token=token), times=20) == ["done"] * 20
    assert (Need.objects.count(), NeedStep.objects.count()) == (1, 1)


def test_a_day_of_rest_moves_the_term_to_the_next_working_day(who):
    # 1 October to 7 October 2026 are holidays.
    assert asked(who, due_on=date(2026, 10, 3)).due_on == date(2026, 10, 8)


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"words": " "}, "请写明本人提出的诉求"),
        ({"asked_on": date(2026, 10, 1)}, "提出日期不能晚于今天，今天是2026年9月30日"),
        ({"due_on": date(2026, 9, 29)}, "答复期限不能早于今天"),
    ],
)
def test_a_need_that_says_too_little_is_refused(who, facts, sentence):
    with pytest.raises(Refused, match=sentence):
        asked(who, **facts)


def test_a_closed_file_takes_no_needs(who):
    who.dossier.status = "closed"
    with pytest.raises(Refused, match="不能再登记诉求"):
        register_need(
            who.dossier,
            token=new_code(),
            asked=Asked(WORDS, TODAY),
            by=who.officer,
            on=TODAY,
        )


# Handed out and answered ------------------------------------------------------------------


def test_the_whole_way_of_a_need(who, school):
    need = assigned(who, school, contact="周见溪", category="children")
    assert (need.state, need.assigned_to, need.category) == ("assigned", school, "children")
    reply_need(need, version=need.version, text="已联系学校", by=who.officer, on=TODAY)
    assert need.state == "working"
    answer_need(need, version=need.version, text=ANSWER, by=who.officer, on=TODAY)
    assert (need.state, need.ending, need.answered_on) == ("answered", "solved", TODAY)
    view_need(
        need, version=need.version, view="satisfied", words="谢谢组织", by=who.officer, on=TODAY
    )
    assert (need.state, need.view, need.view_words) == ("confirmed", "satisfied", "谢谢组织")
    archive_need(need, version=need.version, by=who.director, on=TODAY)
    assert (need.state, need.archived_by) == ("archived", who.director)
    assert told(need) == [
        ("registered", ""),
        ("assigned", f"交{school.full_name}（周见溪）办理：{REQUEST}"),
        ("replied", "已联系学校"),
        ("answered", ANSWER),
        ("viewed", "满意：谢谢组织"),
        ("archived", ""),
    ]
    verbs = Entry.objects.filter(verb__startswith="need.").order_by("pk")
    assert list(verbs.values_list("verb", flat=True)) == [
        "need.registered", "need.assigned", "need.replied", "need.answered", "need.viewed",
        "need.archived",
    ]  # fmt: skip


def test_what_cannot_be_done_ends_with_how_it_was_explained(who, school):
    need = assigned(who, school)
    text = "影响期内不能晋升职级，10月8日由主任当面说明"
    explain_need(need, version=need.version, text=text, by=who.officer, on=TODAY)
    assert (need.state, need.ending, need.answer) == ("explained", "explained", text)
    view_need(need, version=need.version, view="not", by=who.officer, on=TODAY)
    archive_need(need, version=need.version, by=who.director, on=TODAY)
    assert (need.state, need.view) == ("archived", "not")


def test_an_answer_that_does_not_do_goes_back_and_stays_in_the_trail(who, school):
    need = answered(who, school)
    return_need(need, version=need.version, remark="学校尚未接收", by=who.director, on=TODAY)
    assert (need.state, need.answer, need.answered_on, need.ending) == ("working", "", None, "")
    assert ("answered", ANSWER) in told(need)


def test_it_may_be_handed_to_another_department(who, school):
    need = assigned(who, school)
    other = factories.work_unit("青禾区人社局")
    reply_need(need, version=need.version, text="不属本单位职责", by=who.officer, on=TODAY)
    assigned(who, other, need=need)
    assert (need.state, need.assigned_to) == ("assigned", other)


def test_a_need_entered_twice_is_voided_with_a_reason(who):
    need = asked(who)
    void_need(need, version=1, reason="同一件", by=who.officer, on=TODAY, at=NOON)
    assert Need.objects.live().count() == 0


@pytest.mark.parametrize(
    ("verb", "given", "sentence"),
    [
        (answer_need, {"text": " "}, "请写明办理结果"),
        (explain_need, {"text": ""}, "怎样向本人说明"),
        (reply_need, {"text": ""}, "请写明办理进展"),
        (answer_need, {"text": "已办", "version": 1}, "在您打开后有变动"),
        (archive_need, {}, "先登记本人对答复"),
        (view_need, {"view": "unasked"}, "没有征求本人意见的，请写明原因"),
        (view_need, {"view": "not"}, "在您打开后有变动"),
        (void_need, {"reason": "", "at": NOON}, "请写明作废的原因"),
        (return_need, {"remark": "请补充"}, "在您打开后有变动"),
    ],
)
def test_a_deed_that_does_not_fit_is_refused(who, school, verb, given, sentence):
    need = assigned(who, school)
    before = Need.objects.filter(pk=need.pk).values().get()
    with pytest.raises(Refused, match=sentence):
        verb(need, **{"version": 2, "by": who.officer, "on": TODAY, **given})
    assert Need.objects.filter(pk=need.pk).values().get() == before


def test_who_entered_the_answer_does_not_file_it(who, school):
    need = answered(who, school)
    view_need(need, version=need.version, view="mostly", by=who.officer, on=TODAY)
    with pytest.raises(Refused, match="须由两个人办理"):
        archive_need(need, version=need.version, by=who.officer, on=TODAY)


def test_handing_out_says_what_to_do_and_to_whom(who, school):
    need = asked(who)
    for facts, sentence in (
        ({"request": " "}, "请写明请责任部门办理什么"),
        ({"due_on": date(2026, 9, 1)}, "答复期限不能早于今天"),
    ):
        given = Assignment(**{"assigned_to": school, "request": REQUEST, **facts})
        with pytest.raises(Refused, match=sentence):
            assign_need(need, version=1, assignment=given, by=who.officer, on=TODAY)


# Held in the database ---------------------------------------------------------------------

ANSWERED_COLUMNS = {"answer": ANSWER, "answered_on": TODAY}


def refused(need, **columns) -> bool:
    try:
        with transaction.atomic():
            Need.objects.filter(pk=need.pk).update(**columns)
    except DatabaseError:
        return True
    return False


def test_every_edge_that_is_not_in_the_list_is_refused_by_the_database(who, school):
    """Each pair of states is tried with columns that fit the later one."""
    wrong = []
    for was in NeedState:
        for to in NeedState:
            if was == to:
                continue
            need = at(who, school, was)
            if refused(need, state=to, **fitting(to, who)) is (to in NEXT_NEED_STATES[was]):
                wrong.append((was, to))
    assert wrong == []


def at(who, school, state):
    """A need in that state, reached by edges that exist."""
    ways = {
        "registered": [],
        "assigned": ["assigned"],
        "working": ["assigned", "working"],
        "answered": ["assigned", "working", "answered"],
        "confirmed": ["assigned", "working", "answered", "confirmed"],
        "explained": ["assigned", "working", "explained"],
        "archived": ["assigned", "working", "answered", "archived"],
    }
    need = asked(who)
    Need.objects.filter(pk=need.pk).update(assigned_to=school)
    for each in ways[state]:
        assert not refused(need, state=each, **fitting(each, who))
    return need


def fitting(state, who):
    if state in {"registered", "assigned", "working"}:
        return {
            "answer": "", "answered_on": None, "answered_by": None, "ending": "", "view": "",
            "archived_by": None, "archived_on": None,
        }  # fmt: skip
    shared = {**ANSWERED_COLUMNS, "answered_by": who.officer, "view": "not", "ending": "solved"}
    if state == "explained":
        return {**shared, "ending": "explained", "archived_by": None, "archived_on": None}
    if state == "archived":
        return {**shared, "archived_by": who.director, "archived_on": TODAY}
    return {**shared, "archived_by": None, "archived_on": None}


@pytest.mark.parametrize(
    "columns",
    [
        {"answer": ""},
        {"answered_on": None},
        {"ending": ""},
        {"ending": "explained"},
        {"words": ""},
        {"view": "unasked", "view_words": ""},
        {"answered_on": date(2026, 9, 1)},
        {"due_on": date(2026, 9, 1)},
        {"assigned_to": None},
        {"voided_at": NOON},
    ],
)
def test_the_database_refuses_a_row_that_contradicts_itself(who, school, columns):
    assert refused(answered(who, school), **columns)


def test_the_database_refuses_the_same_person_twice(who, school):
    need = answered(who, school)
    assert refused(need, state="archived", view="not", archived_by=who.officer, archived_on=TODAY)


def test_a_need_begins_registered_and_once_per_source(who):
    talk = talked(who, held_on=date(2026, 9, 12), need="some", need_text=WORDS)
    first = Need.objects.get(source_code=talk.code)
    for columns in ({"state": "answered"}, {"source": "talk", "source_code": talk.code}):
        facts = {
            "dossier": who.dossier, "words": WORDS, "asked_on": TODAY, "due_on": TODAY,
            "source": "hand", "entered_by": who.officer, "entered_on": TODAY, "token": new_code(),
        }  # fmt: skip
        with pytest.raises(DatabaseError), transaction.atomic():
            Need.objects.create(**{**facts, **columns})
    assert list(Need.objects.all()) == [first]
