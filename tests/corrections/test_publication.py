"""Publishing local rules: what is shown is what is done; two people; large offices by a job."""

from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.roles import Role
from audit.models import Entry
from cases.actions import keep_policies, recompute_due
from cases.actions.versions import edit_draft, start_draft, start_going_back
from cases.models import Clock, Policy
from columns.refusal import Refused
from corrections.actions import publication
from corrections.actions.publication import applied, apply, ask_preview, preview, publish
from corrections.facts import publication as reached
from corrections.facts.publication import clock_lines, duty_lines
from corrections.rules.publication import Figures, Moved
from corrections.tasks import apply_policy, preview_policy
from jobs.choices import JobState
from jobs.models import Job
from tests import factories
from tests.corrections.acts import noon
from tests.factories import TODAY
from visits.actions import reconcile
from visits.models import Obligation

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
PAPER = {"document": "临纪发〔2026〕8号", "note": "按市里统一要求调整"}
# Ended long ago; ended yesterday; ends today; joined with the one before; a probation; 诫勉.
PEOPLE = (
    ("甲", (("PW", date(2024, 3, 1)),)),
    ("乙", (("PW", date(2025, 9, 30)),)),
    ("丙", (("PW", date(2025, 10, 1)),)),
    ("丁", (("PW", date(2026, 3, 25)), ("PSW", date(2026, 6, 20)))),
    ("戊", (("PP1", date(2026, 2, 28)),)),
    ("己", (("LA", date(2026, 8, 31)),)),
)


@pytest.fixture(autouse=True)
def on_the_day(monkeypatch, today):
    monkeypatch.setattr("workdays.clock.today", lambda: today)


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
def people(office):
    """Name → cadre, everybody with what is owed for him today."""
    found = {}
    for name, decisions in PEOPLE:
        person = factories.cadre(factories.work_unit(name=f"单位{name}"), name=name)
        for measure, day in decisions:
            made = factories.decision(person, office, measure=measure, decided_on=day)
            reconcile([made.dossier_id], on=TODAY)
        found[name] = person
    return found


@pytest.fixture
def drafted(office, officer):
    def drafted(*, on: date = TODAY, **values) -> Policy:
        draft = start_draft(office, by=officer, on=on)
        return edit_draft(draft, version=1, by=officer, **PAPER, **values)

    return drafted


def seen(draft, *, on=TODAY) -> Moved:
    return preview(draft, on=on, at=noon(on))


def published(draft, by, *, on=TODAY, shown: str | None = None) -> Job | None:
    shown = seen(draft, on=on).digest if shown is None else shown
    return publish(draft, version=draft.version, seen=shown, by=by, on=on, at=noon(on))


def clocks() -> dict:
    rows = Clock.objects.values_list("decision", "slot", "start", "end", "policy__number")
    return {(pk, slot): tuple(rest) for pk, slot, *rest in rows}


def duties() -> dict:
    rows = Obligation.objects.values_list("dossier", "kind", "period", "state", "due_on")
    return {tuple(key): (state, due) for *key, state, due in rows}


def days(rows: dict) -> dict:
    return {key: value[:2] for key, value in rows.items()}


def test_what_moves_is_told_with_person_days_and_reason(office, director, people, drafted):
    keep_policies(people["戊"])
    moved = seen(drafted(end_convention="C"))
    lines = {(line.name, line.what): line for line in clock_lines(moved, viewer=director)}
    assert {key: (line.old, line.new, line.why) for key, line in lines.items()} == {
        ("丙", "党内警告 影响期"): (TODAY, date(2026, 10, 1), "届满日口径由A改为C"),
        ("丁", "党内警告 影响期"): (
            date(2027, 3, 24), date(2027, 3, 25), "届满日口径由A改为C",
        ),
        ("丁", "党内严重警告 影响期"): (
            date(2028, 9, 24), date(2028, 9, 26), "届满日口径由A改为C",
        ),
        ("己", "诫勉 影响期"): (date(2027, 2, 27), date(2027, 2, 28), "届满日口径由A改为C"),
    }  # fmt: skip
    # 丙's end goes over into another quarter, and with it the visit and the round before it.
    assert moved.figures == Figures(
        people=6, people_moved=3, clocks_moved=4, clocks_same=0, clocks_ended=2, clocks_quoted=2,
        duties_added=2, duties_moved=0, duties_withdrawn=2,
    )  # fmt: skip


def test_what_is_owed_anew_later_or_no_longer_is_told(office, director, people, drafted):
    """First visits fall due earlier; nobody owes a talk for a quarter with fewer than 92 days."""
    moved = seen(drafted(first_visit_days=45, talk_min_days=92))
    told = {(line.name, line.what): (line.old, line.new) for line in duty_lines(
        moved, viewer=director
    )}  # fmt: skip
    assert told["己", "首次回访"] == (date(2026, 10, 30), date(2026, 10, 15))
    assert told["己", "2026年第三季度谈心谈话"] == (TODAY, None)
    assert moved.figures.clocks_moved == 0
    assert moved.figures.duties_withdrawn == sum(new is None for _, new in told.values())


def test_a_preview_writes_nothing(people, drafted):
    draft = drafted(end_convention="C", first_visit_days=45)
    before = clocks(), duties(), Entry.objects.count(), Job.objects.count()
    version = Policy.objects.values().get(pk=draft.pk)
    assert seen(draft).figures.clocks_moved > 0
    assert (clocks(), duties(), Entry.objects.count(), Job.objects.count()) == before
    assert Policy.objects.values().get(pk=draft.pk) == version
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM cases_clockhistory WHERE pgh_label LIKE 'update%'")
        assert cursor.fetchone() == (0,)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    convention=st.sampled_from("ABC"),
    combination=st.sampled_from(("S1", "S2", "S3")),
    admonition=st.integers(1, 12),
    first_visit=st.integers(20, 90),
    talk_min=st.integers(1, 92),
    half_yearly=st.booleans(),
    quoted=st.sets(st.sampled_from([name for name, _ in PEOPLE])),
    wait=st.sampled_from((0, 0, 20, 400)),
)
def test_the_preview_is_the_stored_difference(
    people, office, officer, director, drafted, convention, combination, admonition, first_visit,
    talk_min, half_yearly, quoted, wait,
):  # fmt: skip
    day = TODAY + timedelta(days=wait)
    with transaction.atomic():
        for name in quoted:
            keep_policies(people[name])
        draft = drafted(
            end_convention=convention, combination=combination, admonition_months=admonition,
            first_visit_days=first_visit, talk_min_days=talk_min, valid_from=day,
            retired_half_yearly=half_yearly,
        )  # fmt: skip
        shown = seen(draft)
        dossiers = [each.dossiers.get().pk for each in people.values()]
        if wait:
            # What comes by itself until that day is not the version's doing.
            recompute_due(day)
            reconcile(dossiers, on=day)
        before = clocks(), duties()
        job = published(draft, director, shown=shown.digest)
        assert (job is None) is bool(wait)
        if wait:
            assert (clocks(), duties()) == before
            recompute_due(day)
            reconcile(dossiers, on=day)
        after = clocks(), duties()
        assert {
            (each.decision, each.slot): (
                (each.old_start, each.old_end), (each.new_start, each.new_end)
            )
            for each in shown.clocks
        } == {
            key: (days(before[0])[key], value)
            for key, value in days(after[0]).items()
            if value != days(before[0])[key]
        }  # fmt: skip
        told = {(each.dossier, each.kind, each.period): each for each in shown.duties}
        assert {key: (each.old, each.new) for key, each in told.items()} == {
            key: (owed(before[1].get(key)), owed(value))
            for key, value in after[1].items()
            if owed(before[1].get(key)) != owed(value)
        }  # fmt: skip
        if not wait:
            assert Moved.read(applied(draft).result["moved"]) == shown
        transaction.set_rollback(True)


def owed(duty):
    return duty[1] if duty and duty[0] == "open" else None


def test_an_ended_clock_and_a_quoted_one_never_move(people, director, drafted):
    keep_policies(people["丁"])
    before = clocks()
    published(drafted(end_convention="C", combination="S3"), director)
    after = clocks()
    kept = Clock.objects.filter(cadre__in=[people[name] for name in "甲乙丁"])
    for key in kept.values_list("decision", "slot"):
        assert after[key] == before[key]


def test_what_the_morning_would_have_done_anyway_is_not_the_versions_doing(
    people, director, drafted
):
    """In a new quarter, before anybody has compared: a talk more for each is not counted."""
    day = TODAY + timedelta(days=4)
    draft = drafted(on=day, plan_days=50, valid_from=day)
    shown = seen(draft, on=day)
    assert (shown.clocks, [each.kind for each in shown.duties if each.kind != "plan"]) == ((), [])
    published(draft, director, on=day, shown=shown.digest)
    assert Obligation.objects.filter(kind="talk", period="2026Q4").exists()


def test_going_back_restores_every_day_and_duty(people, office, officer, director, drafted):
    before = clocks(), duties()
    published(drafted(end_convention="C", combination="S2", first_visit_days=45), director)
    assert clocks() != before[0]
    tomorrow = TODAY + timedelta(days=1)
    reconcile([each.dossiers.get().pk for each in people.values()], on=tomorrow)
    draft = start_going_back(Policy.objects.get(office=office, number=1), by=officer, on=tomorrow)
    edit_draft(draft, version=1, by=officer, **PAPER)
    published(draft, director, on=tomorrow)
    assert days(clocks()) == days(before[0])
    assert {key: value for key, value in duties().items() if key in before[1]} == before[1]
    assert Policy.objects.published().filter(office=office).count() == 3


def test_the_drafter_cannot_publish(people, officer, drafted):
    draft = drafted(end_convention="C")
    before = clocks()
    with pytest.raises(Refused, match="起草人自己不能发布"):
        published(draft, officer)
    assert (clocks(), Policy.objects.get(pk=draft.pk).status) == (before, "draft")


def test_two_who_publish_at_once_publish_once(office, people, director, drafted):
    draft = drafted(end_convention="C")
    shown = seen(draft).digest
    stale = Policy.objects.select_related("office").get(pk=draft.pk)
    published(draft, director, shown=shown)
    leader = factories.user(Role.LEADER, office)
    with pytest.raises(Refused, match="第2版已经发布"), transaction.atomic():
        publish(stale, version=2, seen=shown, by=leader, on=TODAY, at=noon(TODAY))
    assert Policy.objects.get(pk=draft.pk).published_by == director
    assert Job.objects.count() == 1


def test_a_draft_without_its_paper_has_nothing_to_show(client, office, people, officer, director):
    draft = start_draft(office, by=officer, on=TODAY)
    shown = page(client, director, "policy_publish", draft.number)
    assert "草稿还没有写明依据文件和修改说明" in shown.content.decode()
    assert "moved" not in shown.context


def test_moves_that_came_up_since_are_shown_before_they_are_done(office, people, director, drafted):
    draft = drafted(end_convention="C")
    shown = seen(draft)
    newcomer = factories.cadre(factories.work_unit(name="单位庚"), name="庚")
    factories.decision(newcomer, office, decided_on=date(2026, 9, 1))
    with pytest.raises(Refused, match="在您核对期间"), transaction.atomic():
        published(draft, director, shown=shown.digest)
    assert Policy.objects.get(pk=draft.pk).is_draft
    assert Job.objects.count() == 0


def test_another_office_is_not_touched(people, director, drafted):
    county = factories.office(name="青禾区纪委监委")
    other = factories.decision(factories.cadre(factories.work_unit(name="别处"), name="辛"), county)
    published(drafted(end_convention="C"), director)
    assert Clock.objects.get(decision=other).end == date(2027, 3, 24)


def test_a_version_of_an_office_reaches_who_is_hidden_from_the_publisher(
    office, people, director, drafted
):
    """Walls never change a date: the figures count his own file, the list does not show it."""
    people["丙"].account = director
    people["丙"].save()
    draft = drafted(end_convention="C")
    moved = seen(draft)
    assert moved.figures.people_moved == 4
    assert "丙" not in {line.name for line in clock_lines(moved, viewer=director)}
    published(draft, director)
    assert Clock.objects.get(cadre=people["丙"]).end == date(2026, 10, 1)


# Large offices


@pytest.fixture
def two_at_a_time(monkeypatch):
    monkeypatch.setattr(reached, "PORTION", 2)
    monkeypatch.setattr(publication, "PORTION", 2)


@pytest.fixture
def no_queue(monkeypatch):
    from celery import current_app

    sent = []
    monkeypatch.setattr(current_app, "send_task", lambda *words, **_: sent.append(words))
    return sent


def test_a_large_office_is_previewed_and_moved_by_the_worker(
    people, director, drafted, two_at_a_time
):
    draft = drafted(end_convention="C", first_visit_days=45)
    whole = seen(draft)
    asked = ask_preview(draft, by=director, on=TODAY)
    assert ask_preview(draft, by=director, on=TODAY) == asked
    preview_policy(asked.pk)
    asked.refresh_from_db()
    assert (asked.state, Moved.read(asked.result["moved"])) == (JobState.DONE, whole)
    before = clocks()
    job = published(draft, director, shown="")
    assert (job.state, clocks()) == (JobState.WAITING, before)
    apply_policy(job.pk)
    job.refresh_from_db()
    assert (job.state, job.done, Moved.read(job.result["moved"])) == (JobState.DONE, 6, whole)
    after = clocks()
    apply_policy(job.pk)
    assert clocks() == after


def test_a_worker_that_fell_counts_nobody_twice(
    people, director, drafted, two_at_a_time, monkeypatch
):
    draft = drafted(end_convention="C")
    whole = seen(draft)
    job = published(draft, director, shown="")
    real, calls = publication.reconcile, []

    def falls(*args, **facts):
        calls.append(args)
        if len(calls) == 2:
            raise RuntimeError("the plug was pulled")
        return real(*args, **facts)

    monkeypatch.setattr(publication, "reconcile", falls)
    with pytest.raises(RuntimeError), transaction.atomic():
        apply_policy(job.pk)
    Job.objects.filter(pk=job.pk).update(state=JobState.WAITING, holder=None, lease_until=None)
    apply_policy(job.pk)
    job.refresh_from_db()
    assert Moved.read(job.result["moved"]).figures == whole.figures


def test_a_preview_of_a_draft_that_is_gone_says_so(people, director, drafted):
    draft = drafted(end_convention="C")
    asked = ask_preview(draft, by=director, on=TODAY)
    Policy.objects.filter(pk=draft.pk).delete()
    preview_policy(asked.pk)
    asked.refresh_from_db()
    assert (asked.state, asked.error) == (JobState.FAILED, "这份草稿已被放弃，不需要再推算。")


# Pages


def page(client, user, name, number, **data):
    client.force_login(user, backend=BACKEND)
    url = reverse(f"corrections:{name}", args=[number])
    return client.post(url, data) if data else client.get(url)


def test_the_drafter_sees_what_moves_and_no_button(client, people, officer, drafted):
    draft = drafted(end_convention="C")
    shown = page(client, officer, "policy_publish", draft.number)
    text = shown.content.decode()
    assert shown.status_code == 200
    assert "须由另一位同志" in text
    assert f"发布第{draft.number}版</button>" not in text


def test_another_person_publishes_with_one_button(
    client, people, director, drafted, no_queue, django_capture_on_commit_callbacks
):
    draft = drafted(end_convention="C")
    shown = page(client, director, "policy_publish", draft.number)
    digest = shown.context["moved"].digest
    with django_capture_on_commit_callbacks(execute=True):
        done = page(
            client, director, "policy_publish", draft.number, version=draft.version, shown=digest
        )
    dossiers = sorted(each.dossiers.get().pk for each in people.values())
    assert no_queue == [("corrections.tasks.sweep", [dossiers])]
    assert done.status_code == 303, done.context["fault"]
    assert done.url == f"/policy/{draft.number}/moved/"
    told = client.get(done.url)
    assert told.context["figures"] == shown.context["figures"]
    assert "届满日口径由A改为C" in told.content.decode()
    again = page(client, director, "policy_publish", draft.number)
    assert again.url == f"/policy/{draft.number}/"


def test_a_stale_page_publishes_nothing(client, office, people, director, drafted):
    draft = drafted(end_convention="C")
    refused = page(
        client, director, "policy_publish", draft.number, version=draft.version, shown="other"
    )
    assert refused.status_code == 409
    assert "在您核对期间" in refused.content.decode()
    assert Policy.objects.get(pk=draft.pk).is_draft


def test_an_officer_who_did_not_draft_cannot_publish_either(client, office, people, drafted):
    draft = drafted(end_convention="C")
    other = factories.user(Role.OFFICER, office)
    refused = page(client, other, "policy_publish", draft.number, version=draft.version, shown="x")
    assert refused.status_code == 422
    assert "请由审理室主任或者分管领导发布" in refused.content.decode()
    assert Policy.objects.get(pk=draft.pk).is_draft


def test_a_version_that_begins_later_says_from_when(client, people, director, drafted):
    draft = drafted(end_convention="C", valid_from=date(2026, 12, 1))
    shown = page(client, director, "policy_publish", draft.number)
    assert "才生效" in shown.content.decode()
    done = page(
        client, director, "policy_publish", draft.number,
        version=draft.version, shown=shown.context["moved"].digest,
    )  # fmt: skip
    assert done.url == f"/policy/{draft.number}/"
    assert "到生效日之前" in client.get(done.url).content.decode()
    assert page(client, director, "policy_moved", draft.number).url == done.url


def test_a_large_office_is_led_through_the_worker(
    client, people, director, drafted, two_at_a_time, no_queue, django_capture_on_commit_callbacks
):
    draft = drafted(end_convention="C")
    shown = page(client, director, "policy_publish", draft.number)
    assert "开始推算" in shown.content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        asked = client.post(reverse("corrections:policy_preview", args=[draft.number]))
    job = Job.objects.get()
    assert asked.url == reverse("dashboard:job", args=[job.code])
    assert no_queue == [("corrections.tasks.preview_policy", [job.pk])]
    preview_policy(job.pk)
    ready = page(client, director, "policy_publish", draft.number)
    assert ready.context["figures"].clocks_moved == 5
    with django_capture_on_commit_callbacks(execute=True):
        done = page(
            client, director, "policy_publish", draft.number,
            version=draft.version, shown=ready.context["moved"].digest,
        )  # fmt: skip
    applying = Job.objects.get(kind="corrections.tasks.apply_policy")
    assert done.url == reverse("dashboard:job", args=[applying.code])
    assert no_queue[1:] == [("corrections.tasks.apply_policy", [applying.pk])]
    apply_policy(applying.pk)
    told = page(client, director, "policy_moved", draft.number)
    assert told.context["figures"] == ready.context["figures"]


def test_another_offices_draft_is_not_found(client, people, drafted):
    stranger = factories.user(Role.DIRECTOR, factories.office(name="青禾区纪委监委"))
    draft = drafted(end_convention="C")
    assert page(client, stranger, "policy_publish", draft.number).status_code == 404


def test_the_page_asks_the_database_as_often_for_many_as_for_few(
    client, office, people, director, drafted
):
    draft = drafted(end_convention="C")

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page(client, director, "policy_publish", draft.number)
        return len(queries)

    def one_more(number: int) -> None:
        person = factories.cadre(factories.work_unit(name=f"又{number}"), name="王某")
        factories.decision(person, office, decided_on=date(2026, 8, 1))

    one_more(0)
    asked()
    few = asked()
    for number in range(1, 5):
        one_more(number)
    assert asked() == few


def test_apply_can_be_run_again_and_finds_nothing(people, director, drafted):
    draft = drafted(end_convention="C")
    published(draft, director)
    draft.refresh_from_db()
    again = Job.objects.create(
        kind="corrections.tasks.apply_policy", key="again", state=JobState.RUNNING,
        holder="test", lease_until=noon(TODAY),
    )  # fmt: skip
    moved = apply(again, draft, on=TODAY, at=noon(TODAY))
    assert (moved.clocks, moved.duties, moved.figures.clocks_moved) == ((), (), 0)
