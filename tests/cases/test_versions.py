"""Versions of the local rules: drafted, published by another, governing from their day; kept."""

from datetime import date, datetime, timedelta
from operator import attrgetter
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.roles import Role
from audit.models import Entry
from cases.actions import (
    keep_policies,
    recompute,
    recompute_due,
    recompute_set,
    record_event,
    start_duties,
)
from cases.actions.due import due_cadres, recompute_willing
from cases.actions.periods import Recomputed
from cases.actions.versions import (
    discard_draft,
    edit_draft,
    publish_draft,
    start_draft,
    start_going_back,
)
from cases.choices import EventKind
from cases.facts.policies import before_of, changes_between, parts_of
from cases.facts.reckoning import catalogue
from cases.models import Clock, Decision, DecisionEvent, Dossier, Policy
from cases.rules.policies import GROUPS, SETTINGS, VALUES, faults
from cases.rules.versions import Rules, Version, compute_governed
from clocks.facts import DecisionInput, Person
from clocks.facts import Policy as PolicyValue
from columns.refusal import Refused
from tests import factories
from tests.factories import TODAY

pytestmark = pytest.mark.django_db
PAPER = {"document": "临纪发〔2026〕8号", "note": "按市里统一要求调整"}


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def office():
    return factories.office()


@pytest.fixture
def officer(office):
    return factories.user(Role.OFFICER, office, name="陆知行")


@pytest.fixture
def director(office):
    return factories.user(Role.DIRECTOR, office, name="江望舒")


@pytest.fixture
def publish(office, officer, director):
    """Drafted and published through the verbs, on a day, with other values."""

    def published(*, on: date = TODAY, valid_from: date | None = None, **values) -> Policy:
        draft = start_draft(office, by=officer, on=on)
        edit_draft(draft, version=1, by=officer, **PAPER, **values, valid_from=valid_from or on)
        return publish_draft(draft, version=2, by=director, on=on, at=noon(on))

    return published


def decided(office, *, on: date, measure: str = "PW", name: str = "许明澈") -> Decision:
    return factories.decision(
        factories.cadre(factories.work_unit(name=f"单位{name}"), name=name), office,
        measure=measure, decided_on=on,
    )  # fmt: skip


def ends(decision: Decision) -> dict[str, date | None]:
    return dict(Clock.objects.filter(decision=decision).values_list("slot", "end"))


# Drafting


def test_a_draft_starts_from_what_governs_last(office, officer, publish):
    publish(first_visit_days=45, valid_from=TODAY + timedelta(days=9))
    draft = start_draft(office, by=officer, on=TODAY)
    assert (draft.number, draft.first_visit_days, draft.status) == (3, 45, "draft")
    assert (draft.document, draft.note, draft.drafted_by) == ("", "", officer)


def test_an_office_has_one_draft_at_a_time_and_is_told_whose(office, officer, director):
    start_draft(office, by=officer, on=TODAY)
    with pytest.raises(Refused, match="第2版，陆知行起草"):
        start_draft(office, by=director, on=TODAY)
    assert Policy.objects.filter(office=office).count() == 2


def test_who_wrote_last_is_the_drafter(office, officer, director):
    draft = start_draft(office, by=officer, on=TODAY)
    edit_draft(draft, version=1, by=director, **PAPER, valid_from=TODAY, plan_days=40)
    with pytest.raises(Refused, match="起草人自己不能发布"):
        publish_draft(draft, version=2, by=director, on=TODAY, at=noon(TODAY))
    assert Policy.objects.get(pk=draft.pk).is_draft


def test_two_people_at_one_draft_do_not_overwrite_each_other(office, officer, director):
    draft = start_draft(office, by=officer, on=TODAY)
    edit_draft(draft, version=1, by=officer, **PAPER, plan_days=40)
    with pytest.raises(Refused, match="刚被他人办理过"):
        edit_draft(draft, version=1, by=director, **PAPER, plan_days=50)
    assert Policy.objects.get(pk=draft.pk).plan_days == 40


def test_a_discarded_draft_leaves_only_its_history(office, officer):
    draft = start_draft(office, by=officer, on=TODAY)
    discard_draft(draft, version=1, by=officer)
    assert list(Policy.objects.filter(office=office).values_list("number", flat=True)) == [1]
    assert Entry.objects.filter(verb="policy.discarded").count() == 1
    assert start_draft(office, by=officer, on=TODAY).number == 2


def test_a_published_version_is_neither_edited_nor_discarded(officer, publish):
    published = publish(plan_days=40)
    with pytest.raises(Refused):
        edit_draft(published, version=published.version, by=officer, plan_days=50)
    with pytest.raises(Refused):
        discard_draft(published, version=published.version, by=officer)
    assert Policy.objects.get(pk=published.pk).plan_days == 40


# Publishing


def test_publishing_says_who_and_what_in_the_record(office, officer, director, publish):
    published = publish(end_convention="C")
    assert (published.published_by, published.drafted_by) == (director, officer)
    entry = Entry.objects.get(verb="policy.published")
    assert (entry.actor_id, entry.detail["changed"]) == (director.pk, ["end_convention"])


def test_a_draft_without_a_paper_is_not_published(office, officer, director):
    draft = start_draft(office, by=officer, on=TODAY)
    with pytest.raises(Refused, match="依据文件和修改说明"):
        publish_draft(draft, version=1, by=director, on=TODAY, at=noon(TODAY))


def test_a_day_that_has_gone_by_is_not_published(office, officer, director):
    draft = start_draft(office, by=officer, on=TODAY)
    edit_draft(draft, version=1, by=officer, **PAPER)
    later = TODAY + timedelta(days=1)
    with pytest.raises(Refused, match="已经过去"):
        publish_draft(draft, version=2, by=director, on=later, at=noon(later))


def test_a_draft_changed_since_the_page_was_opened_is_not_published(office, officer, director):
    draft = start_draft(office, by=officer, on=TODAY)
    edit_draft(draft, version=1, by=officer, **PAPER)
    with pytest.raises(Refused, match="刚被他人办理过"):
        publish_draft(draft, version=1, by=director, on=TODAY, at=noon(TODAY))


def test_two_versions_do_not_begin_on_one_day(office, officer, director, publish):
    publish(plan_days=40)
    draft = start_draft(office, by=officer, on=TODAY)
    edit_draft(draft, version=1, by=officer, **PAPER, valid_from=TODAY)
    with pytest.raises(Refused, match="一天只能有一版"):
        publish_draft(draft, version=2, by=director, on=TODAY, at=noon(TODAY))
    assert Policy.objects.get(pk=draft.pk).is_draft


def test_the_database_itself_refuses_a_drafter_who_publishes(office, officer):
    draft = start_draft(office, by=officer, on=TODAY)
    with pytest.raises(IntegrityError, match="policy_published_by_another"), transaction.atomic():
        Policy.objects.filter(pk=draft.pk).update(
            status="published", published_by=officer, published_at=noon(TODAY)
        )


def test_the_day_duties_began_goes_with_every_version(office, officer, director):
    Policy.objects.filter(office=office).update(duties_from=None)
    draft = start_draft(office, by=officer, on=TODAY)
    edit_draft(draft, version=1, by=officer, **PAPER)
    start_duties(office, by=None, today=TODAY)
    published = publish_draft(draft, version=2, by=director, on=TODAY, at=noon(TODAY))
    assert published.duties_from == date(2026, 7, 1)
    start_duties(office, by=None, today=TODAY + timedelta(days=200))
    first, second = Policy.objects.filter(office=office).order_by("number")
    assert (first.duties_from, second.duties_from) == (date(2026, 7, 1), date(2026, 7, 1))


# Governing


def test_a_version_governs_what_had_not_ended_on_its_day(office, publish):
    """Ended the day before: keeps. Ends on the day itself: moves, if only by a day."""
    ended = decided(office, on=date(2025, 9, 30), name="甲")
    last_day = decided(office, on=date(2025, 10, 1), name="乙")
    assert (ends(ended), ends(last_day)) == ({"bar": date(2026, 9, 29)}, {"bar": TODAY})
    version = publish(end_convention="C")
    recompute_set([ended.cadre_id, last_day.cadre_id], today=TODAY)
    assert ends(ended) == {"bar": date(2026, 9, 29)}
    assert ends(last_day) == {"bar": date(2026, 10, 1)}
    policies = dict(Clock.objects.values_list("decision", "policy__number"))
    assert policies == {ended.pk: 1, last_day.pk: version.number}


def test_a_version_that_begins_later_moves_nothing_until_its_day(office, publish):
    decision, day = decided(office, on=date(2026, 3, 25)), TODAY + timedelta(days=10)
    publish(end_convention="C", valid_from=day)
    assert recompute_due(TODAY) == Recomputed()
    assert recompute_due(day - timedelta(days=1)) == Recomputed()
    assert ends(decision) == {"bar": date(2027, 3, 24)}
    done = recompute_due(day)
    assert (done.clocks_changed, ends(decision)) == (1, {"bar": date(2027, 3, 25)})
    assert recompute_due(day) == Recomputed()
    entry = Entry.objects.get(verb="policy.took_effect")
    assert (entry.actor_id, entry.detail["people"]) == (None, 1)


def test_weeks_without_a_sweep_end_where_daily_ones_do(office, publish):
    """A clock that ended between the version's day and the sweep still follows the version."""
    decision, day = decided(office, on=date(2025, 10, 6)), date(2026, 10, 4)
    publish(end_convention="C", valid_from=day)
    assert ends(decision) == {"bar": date(2026, 10, 5)}
    recompute_due(day + timedelta(days=40))
    assert ends(decision) == {"bar": date(2026, 10, 6)}


def test_a_person_without_a_clock_is_cared_for_as_long_as_the_version_says(office, publish):
    decision = decided(office, on=date(2026, 8, 20), measure="LC")
    before = Dossier.objects.get(pk=decision.dossier_id)
    assert (before.overall_end, before.active_to) == (None, date(2027, 2, 19))
    day = TODAY + timedelta(days=3)
    publish(care_months=3, valid_from=day)
    assert due_cadres(TODAY) == []
    assert due_cadres(day) == [decision.cadre_id]
    recompute_due(day)
    after = Dossier.objects.get(pk=decision.dossier_id)
    assert (after.active_to, due_cadres(day)) == (date(2026, 11, 19), [])


def test_nobody_waits_for_one_whose_decisions_contradict_each_other(office, publish):
    """The others follow the version; his clocks stay, and the record names him."""
    one, wrong = (decided(office, on=date(2026, 3, 25), name=name) for name in ("甲", "乙"))
    third = decided(office, on=date(2026, 3, 26), name="丙")
    DecisionEvent.objects.create(
        decision=wrong, cadre_id=wrong.cadre_id, kind=EventKind.CHANGED, on=date(2026, 5, 1),
        measure_id="AW",
    )  # fmt: skip
    publish(end_convention="C")
    done, left = recompute_willing([one.cadre_id, wrong.cadre_id, third.cadre_id], today=TODAY)
    assert (done.clocks_changed, left) == (2, [wrong.cadre_id])
    assert ends(wrong) == {"bar": date(2027, 3, 24)}
    recompute_due(TODAY)
    assert Entry.objects.get(verb="policy.contradiction").cadre_id == wrong.cadre_id


def test_going_back_publishes_the_earlier_values_anew(office, officer, director, publish):
    decision = decided(office, on=date(2026, 3, 25))
    first = Policy.objects.get(office=office, number=1)
    publish(end_convention="C", combination="S2", first_visit_days=45)
    recompute(decision.cadre, today=TODAY)
    assert ends(decision) == {"bar": date(2027, 3, 25)}
    day = TODAY + timedelta(days=5)
    draft = start_going_back(first, by=officer, on=day)
    edit_draft(draft, version=1, by=officer, **PAPER, valid_from=day)
    third = publish_draft(draft, version=2, by=director, on=day, at=noon(day))
    recompute_due(day)
    assert (third.number, third.rolls_back) == (3, first)
    assert {name: getattr(third, name) for name in VALUES} == {
        name: getattr(first, name) for name in VALUES
    }
    assert ends(decision) == {"bar": date(2027, 3, 24)}
    assert Policy.objects.published().filter(office=office).count() == 3


def test_going_back_to_what_governs_already_is_pointless_and_said_so(office, officer):
    first = Policy.objects.get(office=office)
    with pytest.raises(Refused, match="不需要恢复"):
        start_going_back(first, by=officer, on=TODAY)


# What an issued paper quotes


def test_a_quoted_clock_keeps_its_dates_whatever_is_published(office, publish):
    quoted, free = (decided(office, on=date(2026, 3, 25), name=name) for name in ("甲", "乙"))
    assert keep_policies(quoted.cadre) == 1
    publish(end_convention="C")
    recompute_set([quoted.cadre_id, free.cadre_id], today=TODAY)
    assert (ends(quoted), ends(free)) == (
        {"bar": date(2027, 3, 24)},
        {"bar": date(2027, 3, 25)},
    )
    assert due_cadres(TODAY) == []


def test_what_is_kept_stays_kept(office, publish):
    decision = decided(office, on=date(2026, 3, 25))
    keep_policies(decision.cadre)
    publish(end_convention="C")
    assert keep_policies(decision.cadre) == 0
    decision.refresh_from_db()
    assert decision.kept_policy.number == 1


def test_clocks_of_one_decision_under_two_versions_all_keep_their_dates(office, publish):
    """责令辞职 bars from leading posts for a year and from promotion for two: the first had ended
    when the version began. Keeping one version for both would move one of them."""
    decision = decided(office, on=date(2025, 6, 10), measure="OR")
    publish(end_convention="C")
    recompute(decision.cadre, today=TODAY)
    before = ends(decision)
    assert before == {"leading_post": date(2026, 6, 9), "bar": date(2027, 6, 10)}
    assert set(Clock.objects.values_list("slot", "policy__number")) == {
        ("leading_post", 1),
        ("bar", 2),
    }
    keep_policies(decision.cadre)
    later = TODAY + timedelta(days=30)
    publish(on=later, end_convention="B")
    recompute(decision.cadre, today=later)
    assert ends(decision) == before


def test_only_what_has_ended_is_kept_when_a_dossier_changes_hands(office):
    ended = decided(office, on=date(2024, 3, 1), name="甲")
    running = factories.decision(ended.cadre, office, measure="AW", decided_on=date(2026, 8, 1))
    assert keep_policies(ended.cadre, ended_before=TODAY) == 1
    kept = dict(Decision.objects.values_list("pk", "kept_policy__number"))
    assert kept == {ended.pk: 1, running.pk: None}


def test_a_decision_without_a_clock_has_nothing_to_keep(office):
    assert keep_policies(decided(office, on=date(2026, 8, 20), measure="LC").cadre) == 0


# Any order


SINCE_EVER = date(1949, 10, 1)
SINCE = attrgetter("valid_from")
WEEKS = st.integers(0, 80).map(lambda weeks: date(2025, 1, 6) + timedelta(weeks=weeks))


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    turns=st.lists(
        st.tuples(
            WEEKS,
            st.sampled_from("ABC"),
            st.sampled_from(("S1", "S2", "S3")),
            st.integers(0, 8).map(lambda weeks: timedelta(weeks=weeks)),
        ),
        unique_by=lambda turn: turn[0],
        min_size=1,
        max_size=3,
    ),
    days=st.lists(WEEKS, unique=True, min_size=1, max_size=3),
    swept=st.lists(WEEKS, max_size=3),
)
def test_versions_and_decisions_on_any_days_in_any_order_follow_the_facts(
    office, officer, director, turns, days, swept
):
    """Each entry on its day, versions published on their day or weeks ahead of it: in the end the
    clocks are what compute_governed says, and no ended clock has ever moved."""
    acts = [
        *((turn[0] - turn[3], 0, ("publish", turn)) for turn in turns),
        *((turn[0], 2, ("sweep", None)) for turn in turns),
        *((day, 1, ("decide", number)) for number, day in enumerate(days)),
        *((day, 2, ("sweep", None)) for day in swept),
    ]
    with transaction.atomic():
        cadre = factories.cadre(office)
        made, versions = {}, [Version(1, SINCE_EVER, PolicyValue("A", "S1", 6))]
        frozen: dict[tuple[int, str], tuple[date, int]] = {}
        for day, _, (kind, told) in sorted(acts, key=lambda act: (act[0], act[1])):
            if kind == "publish":
                since, convention, combination, _ = told
                draft = start_draft(office, by=officer, on=day)
                edit_draft(
                    draft, version=1, by=officer, **PAPER, valid_from=since,
                    end_convention=convention, combination=combination,
                )  # fmt: skip
                number = publish_draft(draft, version=2, by=director, on=day, at=noon(day)).number
                versions.append(Version(number, since, PolicyValue(convention, combination, 6)))
            elif kind == "decide":
                measure = ("PW", "PSW", "PR")[told]
                made[f"d{told}"] = factories.decision(
                    cadre, office, measure=measure, decided_on=day, on=day
                )
            else:
                recompute_due(day)
            for pk, slot, end, policy in Clock.objects.filter(cadre=cadre).values_list(
                "decision", "slot", "end", "policy__number"
            ):
                was = frozen.get((pk, slot))
                assert was is None or was == (end, policy)
                if end < day:
                    frozen[pk, slot] = end, policy
        expected = compute_governed(
            [
                DecisionInput(
                    name, row.measure_id, row.decided_on, document=str(row.document_id),
                    person=Person("member", "civil_servant"),
                )
                for name, row in sorted(made.items(), key=lambda item: item[1].decided_on)
            ],
            {name: Rules(tuple(sorted(versions, key=SINCE))) for name in made},
            today=TODAY,
            catalogue=catalogue(),
        )  # fmt: skip
        recompute_due(TODAY)
        names = {row.pk: name for name, row in made.items()}
        stored = {
            (names[pk], slot): (start, end, policy)
            for pk, slot, start, end, policy in Clock.objects.filter(cadre=cadre).values_list(
                "decision", "slot", "start", "end", "policy__number"
            )
        }
        assert stored == {
            (each.decision, each.slot): (each.start, each.end, expected.version_of(each).key)
            for each in expected.outcome.clocks
        }
        transaction.set_rollback(True)


# The table of values


def test_every_value_of_a_version_is_in_the_table_once():
    columns = {field.name for field in Policy._meta.local_fields}
    own = {
        "id", "office", "number", "document", "valid_from", "status", "note", "rolls_back",
        "published_by", "drafted_by", "published_at", "version",
    }  # fmt: skip
    named = [each.name for group in GROUPS for each in group.settings]
    assert sorted(named) == sorted(columns - own)
    assert set(SETTINGS) - set(VALUES) == {"duties_from"}


def test_the_defaults_contradict_nothing():
    assert list(faults({name: getattr(Policy(), name) for name in SETTINGS})) == []


def test_a_version_reads_in_words(office, publish):
    published = publish(end_convention="C", clock_reminders=[90, 30], young_age=35)
    first = Policy.objects.get(office=office, number=1)
    assert before_of(published, Policy.objects.published()) == first
    assert [
        (change.label, change.old, change.new) for change in changes_between(published, first)
    ] == [
        (
            "届满日口径",
            "A：对应日的前一日；无对应日的为该月末日的前一日",
            "C：对应日；无对应日的为该月末日",
        ),
        ("期满前提醒（天）", "60、30、7天", "90、30天"),
        ("年轻干部年龄上限", "未定", "35岁"),
    ]
    lines = {line.name: line for part in parts_of(published, first) for line in part.lines}
    assert (lines["plan_days"].value, lines["plan_days"].before) == ("45天", "")
    assert (lines["young_age"].value, lines["young_age"].default) == ("35岁", "未定")


def test_an_override_is_not_moved_by_a_version(office, officer, director, publish):
    decision = decided(office, on=date(2026, 3, 25))
    record_event(
        decision, kind=EventKind.OVERRIDDEN, event_on=TODAY, slot="bar", end=date(2027, 2, 1),
        basis="会议纪要", confirmed_by=director, by=officer, on=TODAY,
    )  # fmt: skip
    publish(end_convention="C")
    recompute(decision.cadre, today=TODAY)
    clock = Clock.objects.get(decision=decision)
    assert (clock.end, clock.computed_end) == (date(2027, 2, 1), date(2027, 3, 25))
