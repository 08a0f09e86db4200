"""The rows that open or close one object to one person: assignment, recusal, seal, own file."""

from datetime import date

from accounts.models import Delegation
from cases.choices.access import OwnFileGround, RecusalGround
from cases.models import Assignment, Cadre, Dossier, OwnFile, Recusal, Seal, SealGrant
from tests.walls.lives import Life
from tests.walls.stage import Stage

BEGUN, PAST, FUTURE = date(2026, 1, 5), date(2026, 2, 5), date(2099, 12, 31)


def assignment(life: Life) -> None:
    """One that is over for everybody; one that stands for the object that has its name."""
    who: dict[str, date | None] = {"inspector_b1": PAST}
    if life.part.key == "assigned":
        who["assigned"] = None
    for key, end in who.items():
        Assignment.objects.create(
            dossier=life.dossier,
            user=life.stage.users[key],
            from_on=BEGUN,
            to_on=end,
            reason=life.word(),
            document=life.word(),
            granted_by=life.director,
        )


def recusal(life: Life) -> None:
    who: dict[str, date | None] = {"officer_a": PAST}
    if life.part.key == "recused":
        who["recused"] = None
    for key, end in who.items():
        Recusal.objects.create(
            cadre=life.dossier.cadre,
            user=life.stage.users[key],
            ground=RecusalGround.OTHER,
            note=life.word(),
            from_on=BEGUN,
            to_on=end,
            entered_by=life.director,
            ended_by=life.director if end else None,
            end_reason=life.word() if end else "",
        )


def seal(life: Life) -> None:
    """Sealed for good, or sealed once and opened again by two people."""
    closed = life.part.key == "sealed"
    row = Seal.objects.create(
        cadre=life.dossier.cadre,
        from_on=BEGUN,
        reason=life.word(),
        sealed_by=life.director,
        lift_reason="" if closed else life.word(),
        lift_asked_by=None if closed else life.officer,
        lifted_by=None if closed else life.director,
        lifted_on=None if closed else PAST,
    )
    for key, end in {"listed": None, "officer_a": PAST}.items():
        SealGrant.objects.create(
            seal=row,
            cadre=life.dossier.cadre,
            user=life.stage.users[key],
            from_on=BEGUN,
            to_on=end,
            granted_by=life.director,
        )


def own_file(life: Life) -> None:
    """Two people say that it is he; of every other object, that it is somebody else."""
    is_own = life.part.key == "own"
    himself = life.stage.users["himself"]
    OwnFile.objects.create(
        cadre=life.dossier.cadre,
        user=himself,
        ground=OwnFileGround.HAND,
        proposed_on=BEGUN,
        is_own=is_own,
        first_by=life.officer,
        second_by=life.director,
        settled_on=PAST,
    )
    if is_own:
        Cadre.objects.filter(pk=life.dossier.cadre_id).update(account=himself)


def delegate(stage: Stage) -> None:
    """From the second county to the first: one works there now, one did."""
    for key, end in {"delegate": FUTURE, "officer_b": PAST}.items():
        Delegation.objects.create(
            user=stage.users[key],
            unit=stage.units["office_a"],
            from_on=BEGUN,
            to_on=end,
            reason="借调",
            granted_by=stage.users["security"],
            confirmed_by=stage.users["admin"],
        )


def put_in_place(life: Life) -> None:
    """What the object itself is: long closed, or void."""
    if life.part.key == "dormant":
        Dossier.objects.filter(pk=life.dossier.pk).update(status="closed", closed_on=BEGUN)
    if life.part.key == "void":
        Dossier.objects.filter(pk=life.dossier.pk).update(
            status="void", voided_at="2026-09-30T12:00+08:00", void_reason=life.word()
        )
    if life.part.key == "once_helped":
        life.dossier.helpers.update(to_on=date(2026, 6, 30))
