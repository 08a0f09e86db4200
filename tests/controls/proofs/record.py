"""LG: what is looked at is written down, in the same breath, and stays as it was written."""

from accounts.acting import acting_as
from accounts.roles import Role
from audit import record as recording
from audit.models import Entry
from tests import factories
from tests.controls.ground import NAME, Ground, Proof
from tests.controls.tour import pages

CHANGES = (
    "UPDATE audit_entry SET verb = 'x'",
    "DELETE FROM audit_entry",
    "TRUNCATE audit_entry",
    "ALTER TABLE audit_entry DISABLE TRIGGER ALL",
    "DROP TABLE audit_entry",
)


def every_look(ground: Ground) -> list[str]:
    """Each page that is shown leaves one entry of its own verb; each refusal leaves one too."""
    client = ground.client(factories.user(Role.DIRECTOR, ground.office))
    code = ground.dossier.code
    faults = []
    for page, verb in (
        ("/people/", "list.view"), (f"/people/?q={NAME}", "search"),
        (f"/people/{code}/", "person.open"), ("/todo/", "stats.view"),
        ("/people/000000000000/", "authz.miss"), ("/inbox/", "authz.deny"),
    ):  # fmt: skip
        before = _newest()
        client.get(page)
        verbs = list(Entry.objects.filter(pk__gt=before).values_list("verb", flat=True))
        faults += [] if verbs == [verb] else [f"{page}: {verbs}, not {verb}"]
    return faults


def _newest() -> int:
    return Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def write_no_looks(ground: Ground) -> None:
    from accounts import access

    ground.patch.setattr(access, "_write_down", lambda *a, **k: None)


def no_record_no_page(ground: Ground) -> list[str]:
    """Where the entry cannot be written, the page is not shown and the change not made."""
    client, address = ground.client(ground.officer), f"/people/{ground.dossier.code}/"
    ground.patch.setattr(Entry.objects, "bulk_create", _full_disk)
    answer = client.get(address)
    faults = [] if answer.status_code == 503 else [f"answered {answer.status_code}"]
    return faults + (["a name is shown unrecorded"] if NAME in answer.content.decode() else [])


def _full_disk(*_args, **_more):
    from django.db import OperationalError

    raise OperationalError("no space left on device")


def show_anyway(ground: Ground) -> None:
    from accounts import access

    real = access.record

    def record(*words, **more):
        try:
            return real(*words, **more)
        except recording.NotRecorded:
            return None

    ground.patch.setattr(access, "record", record)


def append_only(ground: Ground) -> list[str]:
    """By each role that serves or migrates; the owner's own powers to alter are the trigger's
    business, so only changing rows is asked of him."""
    import psycopg

    ground.catalogue.execute(PLANT)
    faults = []
    for role, statements in (
        ("hf_app", CHANGES),
        ("hf_system", CHANGES),
        ("hf_owner", CHANGES[:3]),
    ):
        for statement in statements:
            try:
                with ground.catalogue.transaction(force_rollback=True):
                    ground.catalogue.execute(f"SET LOCAL ROLE {role}")
                    done = ground.catalogue.execute(statement).rowcount
            except psycopg.Error:
                continue
            faults += [f"{role}: {statement}"] if done else []
    return faults


PLANT = (
    "INSERT INTO audit_entry (at, verb, outcome, session_ref, actor_role, object_type, reason,"
    " fields, purpose, detail, form, alg, key_id) VALUES (now(), 'list.view', 'done', '', '', '',"
    " '', '{}', '', '{}', 0, '', '')"
)


def disarm(ground: Ground) -> None:
    ground.catalogue.execute("ALTER TABLE audit_entry DISABLE TRIGGER ALL")
    ground.catalogue.execute("GRANT UPDATE ON audit_entry TO hf_app")
    ground.catalogue.execute("CREATE POLICY planted ON audit_entry TO hf_app USING (true)")


def without_content(ground: Ground) -> list[str]:
    """The auditor reads who did what; no name, no word of a file, and no page of a case."""
    director = ground.client(factories.user(Role.DIRECTOR, ground.office))
    director.get(f"/people/{ground.dossier.code}/")
    director.get(f"/people/?q={NAME}")
    auditor = factories.user(Role.AUDITOR, ground.office)
    client = ground.client(auditor)
    faults = [
        f"{name} shows the auditor a name"
        for name, answer in pages(client, code=ground.dossier.code)
        if not answer.streaming and NAME in answer.content.decode(errors="replace")
    ]
    with acting_as(auditor):
        rows = str(list(Entry.objects.values("verb", "detail", "fields", "reason", "session_ref")))
    faults += ["an entry holds a name"] if NAME in rows else []
    before = _newest()
    client.get("/audit/")
    return faults + ([] if _newest() > before else ["the auditor reads unrecorded"])


def keep_words(ground: Ground) -> None:
    ground.patch.setattr(recording, "_word", lambda text, coded: text)
    from audit import reading

    ground.patch.setattr(reading, "digest_of", lambda text: text)


PROOFS = (
    Proof("LG-01", "every look", every_look, write_no_looks),
    Proof("LG-02", "no record, no page", no_record_no_page, show_anyway),
    Proof("LG-03", "append-only", append_only, disarm, rows=False),
    Proof("LG-07", "without content", without_content, keep_words),
)
