"""What an offer tells its receiver of the file before he may open it."""

from collections.abc import Iterable

from accounts.acting import as_system
from cases.models import Dossier, Handover


def with_files(handovers: Iterable[Handover]) -> list[Handover]:
    """Each with its dossier, row and cadre at hand. Only for handovers found by visible_to: the
    receiver sees the dossier itself once he has accepted, and until then reads of it what the
    pages of the offer show."""
    found = list(handovers)
    with as_system():
        files = Dossier.objects.select_related("row", "cadre").in_bulk(
            {each.dossier_id for each in found}
        )
    for each in found:
        each.dossier = files[each.dossier_id]
    return found
