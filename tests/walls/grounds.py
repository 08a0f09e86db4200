"""What belongs to an office and not to one object: imports with their rows."""

import json
from datetime import datetime

from accounts.roles import Role
from audit.models import StatedPurpose
from intake.choices import BatchState, RowKind
from intake.models import ImportBatch, ImportRow
from stewards.choices import ChangeKind
from stewards.models import RightsChange
from tests.factories import NOON, TODAY
from tests.walls.canaries import Register
from tests.walls.lives import Life
from tests.walls.stage import OFFICES, Stage

# So far ahead that it is always just now: nobody in the matrix is stopped by the question.
ALWAYS_SAID = datetime(2099, 12, 31, tzinfo=NOON.tzinfo)


def lay(stage: Stage, lives: list[Life], register: Register) -> None:
    _say_what_for(stage, lives)
    RightsChange.objects.create(
        kind=ChangeKind.GRANT,
        user=stage.users["without_role"],
        role=Role.OFFICER,
        unit=stage.units["office_a"],
        had_unit=stage.units["office_a"],
        reason="到任",
        proposed_by=stage.users["admin"],
        proposed_at=NOON,
    )
    for office in OFFICES:
        side = office[-1]
        own = [life for life in lives if life.part.owner == office]
        for state in (BatchState.CHECKED, BatchState.COMMITTED):
            _batch(stage, office, stage.users[f"officer_{side}"], state, own, register)


def _say_what_for(stage: Stage, lives: list[Life]) -> None:
    """Everybody has said what he wants with everybody, where he is asked at all."""
    StatedPurpose.objects.bulk_create(
        StatedPurpose(
            at=ALWAYS_SAID,
            user_id=user.pk,
            cadre_id=life.dossier.cadre_id,
            dossier_id=life.dossier.pk,
            purpose="review",
        )
        for user in stage.users.values()
        for life in lives
    )


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
            cells=json.dumps([register.fresh(), "男"]) if kind == RowKind.WRONG else "",
            errors=[_error(place + 1, register)] if kind == RowKind.WRONG else [],
            notices=[register.fresh()],
            cadre_id=own[0].dossier.cadre_id if committed and kind == RowKind.NEW else None,
        )


def _error(row: int, register: Register) -> dict[str, object]:
    return {
        "sheet": "明细清单",
        "row": row,
        "column": "姓名",
        "value": register.fresh(),
        "message": register.fresh(),
    }
