"""What belongs to an office and not to one object: imports with their rows."""

from tests.factories import NOON, TODAY
from intake.choices import BatchState, RowKind
from intake.models import ImportBatch, ImportRow
from tests.walls.canaries import Register
from tests.walls.lives import Life
from tests.walls.stage import OFFICES, Stage


def lay(stage: Stage, lives: list[Life], register: Register) -> None:
    for office in OFFICES:
        side = office[-1]
        own = [life for life in lives if life.part.owner == office]
        for state in (BatchState.CHECKED, BatchState.COMMITTED):
            _batch(stage, office, stage.users[f"officer_{side}"], state, own, register)


def _batch(stage, office, by, state, own: list[Life], register: Register) -> None:
    committed = state == BatchState.COMMITTED
    batch = ImportBatch.objects.create(
        office=stage.units[office],
        file_name="明细清单.xlsx",
        file_bytes=1,
        sha256="0" * 64,
        state=state,
        notices=[register.fresh()],
        rows=2,
        new=1,
        wrong=1,
        on=TODAY,
        uploaded_by=by,
        uploaded_at=NOON,
        committed_by=by if committed else None,
        committed_at=NOON if committed else None,
    )
    for place, kind in enumerate((RowKind.NEW, RowKind.WRONG), start=1):
        ImportRow.objects.create(
            batch=batch,
            place=place,
            sheet="明细清单",
            row=place + 1,
            kind=kind,
            name=register.fresh(),
            values={},
            cells=None,
            errors=[register.fresh()] if kind == RowKind.WRONG else [],
            notices=[register.fresh()],
            cadre_id=own[0].dossier.cadre_id if committed and kind == RowKind.NEW else None,
        )
