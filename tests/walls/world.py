"""The world: built once for a run, kept as a database to copy, and described for the oracle."""

import pickle
from dataclasses import dataclass, field
from pathlib import Path

from django.apps import apps
from django.db import connection

from accounts.acting import for_system
from cases.actions import refresh_rows
from cases.models import Dossier
from tests.walls import grants, grounds
from tests.walls.builders import BUILDERS
from tests.walls.canaries import Register
from tests.walls.cast import CAST
from tests.walls.kinds import case_models, is_history
from tests.walls.lives import Life, play
from tests.walls.planting import plant, register_all
from tests.walls.stage import ROLES, build_stage

COMMON = ("accounts.User", "accounts.Unit", "stewards.RightsChange", "intake.ImportBatch")


@dataclass
class World:
    """What the tests and the oracle know of the rows; plain values, so that it can be kept."""

    register: Register
    users: dict[str, int] = field(default_factory=dict)
    units: dict[str, int] = field(default_factory=dict)
    # Object → model → the rows it has: (pk, code or "").
    rows: dict[str, dict[str, list[tuple[object, str]]]] = field(default_factory=dict)
    # Kinds that belong to nobody's file: accounts, units, changes of rights; and each office's own.
    common: dict[str, list[tuple[object, str]]] = field(default_factory=dict)

    def save(self, path: Path) -> None:
        path.write_bytes(pickle.dumps(self))

    @staticmethod
    def load(path: Path) -> "World":
        return pickle.loads(path.read_bytes())

    def code(self, part: str, model: str, number: int = 0) -> str:
        return self.rows[part][model][number][1]

    def pk(self, part: str, model: str, number: int = 0) -> object:
        return self.rows[part][model][number][0]


def build() -> World:
    """Everything in one transaction of the system; messages to workers are not sent."""
    register = Register()
    with for_system("walls"):
        stage = build_stage()
        lives = [play(part, stage, number, register) for number, part in enumerate(CAST, start=1)]
        for life in lives:
            for label in sorted(BUILDERS):
                BUILDERS[label](life)
        grants.delegate(stage)
        grounds.lay(stage, lives, register)
        for life in lives:
            grants.put_in_place(life)
        refresh_rows(Dossier.objects.values_list("pk", flat=True))
        plant(register)
        world = World(
            register,
            users={key: stage.users[key].pk for key in ROLES},
            units={key: unit.pk for key, unit in stage.units.items()},
            rows=_rows(lives),
            common={
                label: [(row.pk, row.code) for row in apps.get_model(label).objects.order_by("pk")]
                for label in COMMON
            },
        )
        register_all(register, _parts(world))
        connection.run_on_commit = []
    return world


def _rows(lives: list[Life]) -> dict[str, dict[str, list[tuple[object, str]]]]:
    """By the object each row belongs to, found through its cadre or dossier."""
    of_dossier = {life.dossier.pk: life.part.key for life in lives}
    of_cadre = {life.dossier.cadre_id: life.part.key for life in lives}
    found: dict[str, dict[str, list[tuple[object, str]]]] = {life.part.key: {} for life in lives}
    for model in case_models():
        if is_history(model):
            continue
        for row in model._base_manager.order_by("pk"):
            part = _part_of(row, of_dossier, of_cadre)
            if part:
                line = (row.pk, getattr(row, "code", ""))
                found[part].setdefault(model._meta.label, []).append(line)
    for life in lives:
        found[life.part.key].update(life.more)
    return found


def _part_of(row: object, of_dossier: dict[int, str], of_cadre: dict[int, str]) -> str:
    label = row._meta.label
    if label == "cases.Dossier":
        return of_dossier.get(row.pk, "")
    if label == "cases.Cadre":
        return of_cadre.get(row.pk, "")
    if label == "cases.Document":
        return of_cadre.get(row.decisions.first().cadre_id, "")
    if label == "intake.ImportBatch" or label == "intake.ImportSource":
        return ""
    part = of_dossier.get(getattr(row, "dossier_id", None) or 0, "")
    return part or of_cadre.get(getattr(row, "cadre_id", None) or 0, "")


def _parts(world: World) -> dict[tuple[str, object], str]:
    return {
        (label, pk): part
        for part, models in world.rows.items()
        for label, rows in models.items()
        for pk, _ in rows
    }
