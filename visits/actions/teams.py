"""Seating a team: two different officers who may go, and one who answers for a key visit."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from accounts.models import User
from cases.models import Dossier
from columns.refusal import Refused
from visits.choices.visiting import TeamPart
from visits.facts.teams import able
from visits.models import Visit, VisitOrgan, VisitTeam
from visits.rules.records import wrong_team


@dataclass(frozen=True)
class Member:
    """Someone who was there: with an account, or by name (陪同)."""

    part: str
    user: User | None = None
    name: str = ""
    post: str = ""

    @property
    def counts(self) -> bool:
        """Practice D.3: a helper, a unit leader or a volunteer is not one of the two."""
        is_officer = self.user is not None and self.user.is_discipline
        return is_officer and self.part != TeamPart.COMPANION


def refuse_wrong_team(dossier: Dossier, team: Sequence[Member], *, is_key: bool) -> None:
    if sentence := team_sentence(dossier, team, is_key=is_key):
        raise Refused(sentence)


def team_sentence(dossier: Dossier, team: Sequence[Member], *, is_key: bool) -> str:
    """What stops this team, or nothing. Why somebody keeps away is nobody's business here."""
    counted = [each.user for each in team if each.user is not None and each.counts]
    leaders = [each for each in team if each.part == TeamPart.LEADER]
    own = dossier.cadre.account_id if dossier.cadre is not None else None
    keys = [user.pk for user in counted]
    if sentence := wrong_team(keys, leaders=len(leaders)):
        return sentence
    if own in keys:
        return "回访对象本人不能作为回访人。"
    may_go = able(dossier, keys)
    if away := [user.display_name for user in counted if user.pk not in may_go]:
        return f"{'、'.join(away)}不能参加这次回访（回避、停用或已不在岗），请换一名同志。"
    if is_key and not any(each.counts for each in leaders):
        return "重点回访须有一名负责人，请在回访人里指定。"
    return ""


def seat(visit: Visit, team: Sequence[Member], *, organs: Collection[str] = ()) -> None:
    """The team as on this day; whoever sat there before leaves."""
    here = {"visit": visit, "dossier_id": visit.dossier_id}
    VisitTeam.objects.filter(visit=visit).delete()
    VisitTeam.objects.bulk_create(
        VisitTeam(
            user=each.user,
            name=each.user.display_name if each.user else each.name,
            unit=each.user.unit if each.user else None,
            post=each.post or (each.user.post if each.user else ""),
            part=each.part,
            counts=each.counts,
            **here,
        )
        for each in team
    )
    VisitOrgan.objects.filter(visit=visit).delete()
    own = {each.user.unit_id: each.user.unit for each in team if each.user and each.counts}
    named = {unit.name: unit for unit in own.values()}
    VisitOrgan.objects.bulk_create(
        VisitOrgan(unit=named.get(name), name=name, **here)
        for name in dict.fromkeys([*named, *organs])
    )
