"""The vocabulary of evaluation lists; rows are found only through visible_to(user)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, QuerySet

from cases.querysets.rule import dossiers_of
from columns.guarded import Guarded
from evaluation.choices import SCORED, UNFINISHED, ConclusionStatus, InstrumentStatus, RoundStatus

if TYPE_CHECKING:
    from collections.abc import Iterable

    from accounts.models import User
    from cases.models import Dossier
    from evaluation.models import Ballot, Conclusion, Instrument, Round


class InstrumentQuerySet(QuerySet["Instrument"]):
    def current(self) -> Instrument | None:
        """The newest published version."""
        return self.filter(status=InstrumentStatus.PUBLISHED).order_by("-number", "pk").first()


class RoundQuerySet(Guarded["Round"]):
    def visible_to(self, user: User) -> RoundQuerySet:
        return self.scoped().filter(dossiers_of(user, "dossier__"))

    def standing(self) -> RoundQuerySet:
        return self.exclude(status=RoundStatus.VOID)

    def unfinished(self) -> RoundQuerySet:
        return self.filter(status__in=UNFINISHED)

    def scored(self) -> RoundQuerySet:
        return self.filter(status__in=SCORED)

    def before(self, round_: Round) -> RoundQuerySet:
        """Earlier rounds of the same dossier, the newest first."""
        return self.filter(dossier_id=round_.dossier_id, number__lt=round_.number).order_by(
            "-number"
        )

    def for_list(self) -> RoundQuerySet:
        return (
            self.select_related("dossier__cadre__unit")
            .prefetch_related("groups")
            .order_by("-opened_on", "-pk")
        )


class BallotQuerySet(Guarded["Ballot"]):
    def visible_to(self, user: User) -> BallotQuerySet:
        return self.scoped().filter(dossiers_of(user, "dossier__"))

    def standing(self) -> BallotQuerySet:
        """Suspect ballots stand too; only voided ones do not."""
        return self.filter(voided_at__isnull=True)

    def per_round(self, rounds: Iterable[Round]) -> dict[int, int]:
        """How many ballots each of the rounds has, in one query."""
        counted = self.scoped().filter(round__in=list(rounds)).order_by().values_list("round")
        return dict(counted.annotate(ballots=Count("pk")))


class ConclusionQuerySet(Guarded["Conclusion"]):
    def visible_to(self, user: User) -> ConclusionQuerySet:
        return self.scoped().filter(dossiers_of(user, "dossier__"))

    def confirmed(self) -> ConclusionQuerySet:
        return self.filter(status=ConclusionStatus.CONFIRMED)

    def waiting(self) -> ConclusionQuerySet:
        return self.filter(status=ConclusionStatus.WAITING)

    def of(self, dossier: Dossier) -> ConclusionQuerySet:
        """The dossier's conclusions, the newest round first."""
        return self.scoped().filter(dossier=dossier).order_by("-round__number", "-number")
