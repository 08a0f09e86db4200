"""WF and AZ-12: two people where two are due; work in the background knows its place."""

from accounts import acting
from accounts.roles import Role
from jobs.choices import JobState
from tests.controls.ground import Ground, Proof
from tests.controls.tour import calls, sources

# (table, who checks, who made): SQL itself refuses the same person.
TWO_PEOPLE = (
    ("cases_dossieract", "decided_by_id", "proposed_by_id"),
    ("cases_decisionevent", "confirmed_by_id", "entered_by_id"),
    ("cases_executioncheck", "verified_by_id", "entered_by_id"),
    ("cases_executionissue", "closed_by_id", "reported_by_id"),
    ("cases_policy", "published_by_id", "drafted_by_id"),
    ("cases_seal", "lifted_by_id", "lift_asked_by_id"),
    ("cases_ownfile", "second_by_id", "first_by_id"),
    ("cases_assignment", "user_id", "granted_by_id"),
    ("visits_plan", "approved_by_id", "submitted_by_id"),
    ("evaluation_ballot", "voided_by_id", "void_asked_by_id"),
    ("evaluation_conclusion", "decided_by_id", "written_by_id"),
    ("reports_letter", "approved_by_id", "submitted_by_id"),
    ("reports_letter", "approved_by_id", "drafted_by_id"),
    ("corrections_correction", "settled_by_id", "proposed_by_id"),
    ("accounts_delegation", "confirmed_by_id", "granted_by_id"),
    ("stewards_rightschange", "settled_by_id", "proposed_by_id"),
)
CHECKS = (
    "SELECT pg_get_constraintdef(oid) FROM pg_constraint"
    " WHERE contype = 'c' AND convalidated AND conrelid = %s::regclass"
)
# Where a message may be sent to a worker: at the doors, once the transaction is over.
SENDING = {"delay", "apply_async", "send_task"}
DOORS = ("/tasks.py", "/views", "/management/", "huifang/celery.py")


def maker_is_not_checker(ground: Ground) -> list[str]:
    faults = []
    for table, checker, maker in TWO_PEOPLE:
        said = [text for (text,) in ground.catalogue.execute(CHECKS, [table])]
        pairs = (f"{checker} = {maker}", f"{maker} = {checker}")
        if not any("NOT" in text and pair in text for text in said for pair in pairs):
            faults.append(f"{table}: {maker} may be {checker}")
    return faults


def let_one_do_both(ground: Ground) -> None:
    ground.catalogue.execute(
        "ALTER TABLE evaluation_conclusion DROP CONSTRAINT conclusion_takes_two"
    )


def messages_at_doors(ground: Ground) -> list[str]:
    """Sent by tasks, views and commands alone; an act only puts a row on the list."""
    return [
        f"{path}: {name}"
        for path, tree in sources(ground.root)
        for name, _ in calls(tree)
        if name.rpartition(".")[2] in SENDING and not any(door in path for door in DOORS)
    ]


def plant_a_message(ground: Ground) -> None:
    ground.plant("def f(job):\n    make_letter.delay(job.pk)\n", "cases/actions/planted.py")


def jobs_of_the_present(ground: Ground) -> list[str]:
    """Asked for while he might, run when he may no longer: refused, and nothing is made."""
    from reports import tasks
    from reports.actions import request_preview
    from reports.models import LetterPreview
    from reports.render.pdf import Pdf
    from tests.reports.letters import Desk

    ground.patch.setattr(tasks, "pdf_of", lambda page: Pdf(b"%PDF-1.7 paper", 1))
    desk = Desk()
    letter = desk.submitted()
    job = request_preview(letter, by=desk.leader)
    desk.leader.role = Role.HELPER
    desk.leader.save()
    tasks.make_preview(job.pk)
    job.refresh_from_db()
    made = LetterPreview.objects.exists()
    return ["a sheet was made for him"] if made or job.state == JobState.DONE else []


def work_for_anybody(ground: Ground) -> None:
    from reports import tasks
    from reports.models import Letter

    ground.patch.setattr(type(Letter.objects.all()), "visible_to", lambda self, user: self.scoped())
    ground.patch.setattr(tasks, "acting_as", lambda user: acting.for_system("planted"))


PROOFS = (
    Proof("AZ-12", "jobs", jobs_of_the_present, work_for_anybody),
    Proof("WF-02", "in SQL", maker_is_not_checker, let_one_do_both, rows=False),
    Proof("WF-04", "messages", messages_at_doors, plant_a_message, rows=False),
)
