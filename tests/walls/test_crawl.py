"""The canary crawl: after all pages, jobs and forced errors no word of the world is anywhere else.

Every word looked for has first been seen by somebody who may see it, so that nothing is proven by
a page that shows nothing; and each medium's reader finds a leak that is put there on purpose.
"""

import logging
import time

import pytest
from django.conf import settings
from django.core import mail

from huifang.celery import app
from jobs.models import Job
from tests.plugins.worker import Child, _flush
from tests.walls.canaries import Origin, Register
from tests.walls.errors import force_errors
from tests.walls.facts import sight_of
from tests.walls.judge import Judge
from tests.walls.kinds import case_models, is_history
from tests.walls.media import READERS, Media, listening, postgres_log
from tests.walls.planting import planted_fields
from tests.walls.shown_nowhere import SHOWN_NOWHERE
from tests.walls.storage import storage_of
from tests.walls.tour import Tour
from workdays import clock

TASKS = (
    "visits.tasks.reconcile", "corrections.tasks.sweep", "reports.tasks.draft_due_letters",
    "jobs.tasks.sweep", "jobs.tasks.beat_heart", "stewards.tasks.nightly",
)  # fmt: skip


def formatter() -> logging.Formatter:
    """The one of the settings, as production configures it."""
    import logging.config

    return logging.config.DictConfigurator(settings.LOGGING).configure_formatter(
        settings.LOGGING["formatters"]["plain"]
    )


@pytest.fixture
def media(house, tmp_path) -> Media:
    log = postgres_log(house)
    settings.MEDIA_ROOT.mkdir(parents=True, exist_ok=True)
    return Media(house, settings.MEDIA_ROOT, log, log.stat().st_size)


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.worker
def test_no_word_of_the_world_is_anywhere_but_on_the_pages(
    world, committed_db, media, browser, monkeypatch, record_property
):
    judge = Judge(world, sight_of(world, clock.today()), whole=False)
    tour = Tour(judge)
    browser.expect("")  # pages answer with refusals, of which the console tells
    with listening(media, formatter()):
        _flush(committed_db)
        tour.walk()
        force_errors(tour, media, monkeypatch)
        media.storage += storage_of(browser, world)
        queued = READERS["queue"](media)
        _work(media, committed_db)
    found = media.leaks(world.register)
    found |= (
        {"queue before the worker": words} if (words := world.register.found_in(queued)) else {}
    )
    told = {name: world.register.told(words)[:6] for name, words in found.items()}
    record_property("walls", {"巡查页面": tour.pages, "填写": tour.typed})
    assert told == {}
    unseen = _unseen(tour)
    assert not unseen, "\n".join(unseen)


def _work(media: Media, house) -> None:
    """A real worker takes what the visitors have asked for, and the work of a night."""
    words = ["worker", "--concurrency", "1", "--loglevel", "INFO"]
    child = Child(house, "crawl", [*words, "--without-gossip", "--without-mingle"], "ready.")
    media.children.append(child.log)
    try:
        child.start()
        for name in TASKS:
            app.send_task(name)
        deadline = time.monotonic() + 90
        while Job.objects.filter(state__in=("waiting", "running")).exists():
            if time.monotonic() > deadline:
                break
            time.sleep(0.5)
        for name in TASKS:
            child.wait_for(f"{name}[", timeout=30)
    finally:
        child.stop()


def _unseen(tour: Tour) -> list[str]:
    """Columns nobody was shown a word of, beyond those that no page shows."""
    everything = {
        f"{model._meta.label}.{field.name}"
        for model in case_models()
        if not is_history(model)
        for field in planted_fields(model)
    }
    held = {
        f"{origin.model}.{origin.field}"
        for origins in tour.judge.world.register.origins.values()
        for origin in origins
    }
    seen = {f"{model}.{column}" for model, column in tour.seen}
    return sorted((everything & held) - seen - set(SHOWN_NOWHERE))


def test_what_is_shown_nowhere_is_not_shown():
    """The list of exceptions names columns that exist, each with a reason."""
    columns = {
        f"{model._meta.label}.{field.name}"
        for model in case_models()
        if not is_history(model)
        for field in planted_fields(model)
    }
    assert set(SHOWN_NOWHERE) <= columns
    assert all(SHOWN_NOWHERE.values())


WORD = "zq2345bc"


def _in_program_log(_media, _database):
    logging.getLogger("here").error("a person called %s", WORD)


def _in_worker_log(media, _database):
    log = media.house.scratch / "planted.log"
    log.write_text(f"Task t raised ValueError('{WORD}')")
    media.children.append(log)


def _in_postgres_log(_media, database):
    database.execute(f"DO $$ BEGIN RAISE LOG 'a person called {WORD}'; END $$")


def _in_queue(_media, _database):
    app.send_task("nowhere.at_all", [WORD], queue="planted")


def _in_mail(_media, _database):
    mail.outbox = [mail.EmailMessage("提醒", f"{WORD}有一项待办", to=["a@example.org"])]


def _in_file_names(media, _database):
    media.media_root.joinpath(f"{WORD}.pdf").touch()


def _in_browser_storage(media, _database):
    media.storage.append(f'{{"localStorage": {{"draft": "{WORD}"}}}}')


def _in_record(_media, database):
    database.execute(
        "INSERT INTO audit_entry (at, verb, outcome, detail, session_ref, actor_role, object_type,"
        " reason, fields, purpose, form, alg, key_id)"
        " VALUES (now(), 'x', 'done', %s, '', '', '', '', '{}', '', 0, '', '')",
        [f'{{"name": "{WORD}"}}'],
    )


def _in_jobs(_media, _database):
    Job.objects.create(kind="k", key="k", params={"name": WORD})


def _in_sessions(_media, _database):
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session["last"] = WORD
    session.save()


def _in_failed_sign_ins(_media, database):
    database.execute(
        "INSERT INTO axes_accesslog (user_agent, username, http_accept, path_info, attempt_time,"
        " session_hash) VALUES ('', %s, '', '', now(), '')",
        [WORD],
    )


LEAKS = {
    "program log": _in_program_log,
    "worker log": _in_worker_log,
    "PostgreSQL log": _in_postgres_log,
    "queue": _in_queue,
    "mail": _in_mail,
    "file names": _in_file_names,
    "browser storage": _in_browser_storage,
    "record": _in_record,
    "jobs": _in_jobs,
    "sessions": _in_sessions,
    "failed sign-ins": _in_failed_sign_ins,
}


def test_there_is_a_planted_leak_for_every_medium():
    assert set(LEAKS) == set(READERS)


@pytest.mark.parametrize("medium", list(LEAKS))
def test_a_leak_planted_in_a_medium_is_reported(medium, media, committed_db, tmp_path, monkeypatch):
    media.media_root = tmp_path
    monkeypatch.setattr(mail, "outbox", [], raising=False)
    register = Register()
    register.lives(WORD, Origin("cases.Cadre", "name", 1, "plain"))
    _flush(committed_db)
    with listening(media, formatter()):
        assert media.leaks(register) == {}
        with media.database() as database:
            LEAKS[medium](media, database)
        assert media.leaks(register) == {medium: {WORD}}
    _flush(committed_db)
    app.amqp.queues.pop("planted", None)
