"""Plays the twenty cases: every act in the order of its day, through the real actions."""

from datetime import datetime

from accounts.acting import for_system
from accounts.models import Unit
from cases.models import Cadre, Dossier
from columns.refusal import Refused
from dashboard.demo.access import access_acts
from dashboard.demo.changes import change_acts
from dashboard.demo.endings import Nights, notice_acts
from dashboard.demo.execution import execution_acts
from dashboard.demo.granting import granting_acts
from dashboard.demo.helping import helping_acts
from dashboard.demo.letters import letter_acts, set_letterhead
from dashboard.demo.lives import life_acts
from dashboard.demo.open_work import open_work
from dashboard.demo.ratings import rating_acts
from dashboard.demo.reporting import file_what_was_due
from dashboard.demo.rights import rights_acts
from dashboard.demo.rules import rules_acts
from dashboard.demo.settling import settle_long_ago
from dashboard.demo.spine import spine_acts
from dashboard.demo.stage import DUTIES_FROM, Act, Actor, Stage, build_stage
from dashboard.demo.story import BASELINE, Story, moved
from dashboard.demo.usual import usual_acts
from visits.actions import reconcile


def is_loaded() -> bool:
    return Unit.objects.filter(is_demo=True).exists()


def has_real_people() -> bool:
    with for_system("load_demo"):
        return Cadre.objects.filter(is_demo=False).exists()


def play(story: Story, *, password: str, at: datetime) -> Stage:
    """Everything or nothing; acts after the baseline are not played."""
    if is_loaded():
        raise Refused("演练数据已经装入。要重新装入，请先运行 clear_demo。")
    with for_system("load_demo"):
        return _played(story, password=password, at=at)


def _played(story: Story, *, password: str, at: datetime) -> Stage:
    months = (story.baseline.year - BASELINE.year) * 12 + story.baseline.month - BASELINE.month
    stage = build_stage(story, password=password, at=at, duties_from=moved(DUTIES_FROM, months))
    set_letterhead(stage)
    actors, nights = [Actor(case, stage) for case in story.cases], Nights()
    acts = [
        *_acts(actors),
        *rules_acts(stage, months=months),
        *granting_acts(stage, months=months),
    ]
    for act in sorted(acts, key=lambda each: (each.on, each.rank)):
        if act.on <= story.baseline:
            nights.until(act.on)
            act.play()
    nights.until(story.today)
    dossiers = Dossier.objects.filter(cadre__is_demo=True).values_list("pk", flat=True)
    if dossiers:
        ids = list(dossiers)
        reconcile(ids, on=story.today)
        settle_long_ago(stage, ids, on=story.today)
        open_work(stage, ids, on=story.today)
        file_what_was_due(stage, on=story.today)
    return stage


def _acts(actors: list[Actor]) -> list[Act]:
    parts = (
        spine_acts,
        change_acts,
        life_acts,
        helping_acts,
        rights_acts,
        execution_acts,
        rating_acts,
        letter_acts,
        notice_acts,
        usual_acts,
        access_acts,
    )
    return [act for actor in actors for part in parts for act in part(actor)]
