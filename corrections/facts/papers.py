"""Letters of a person's dossiers, and where they part from the facts as they are now."""

from collections.abc import Iterable, Iterator
from datetime import date

from cases.models import Dossier
from corrections.rules.papers import quotes_that_differ
from corrections.rules.pictures import PaperShot, Quote
from reports.choices import SENT, UNFINISHED, LetterStatus
from reports.facts import gather
from reports.models import Letter

# Its number is being printed: nothing can hold it back any more.
OUT = SENT | {LetterStatus.ISSUING}


def papers_of(dossiers: Iterable[Dossier], *, today: date) -> Iterator[PaperShot]:
    letters = Letter.objects.filter(dossier__in=list(dossiers))
    for letter in letters.for_making().select_related("number").order_by("created_at", "pk"):
        is_out, is_open = letter.status in OUT, letter.status in UNFINISHED - OUT
        said = letter.taken
        quotes: tuple[Quote, ...] = ()
        if is_out or is_open:
            now = gather(letter.dossier, opinion=said.opinion, today=today)
            quotes = quotes_that_differ(said, now)
        yield PaperShot(
            key=(letter.pk,),
            title=_title(letter),
            state=letter.get_status_display(),
            is_open=is_open,
            is_out=is_out,
            quotes=quotes,
        )


def papers_to_correct(dossiers: Iterable[Dossier], *, today: date) -> list[PaperShot]:
    """Letters that are out and say something else than what is so, until a later letter of the
    same dossier has told it right."""
    shots = {shot.key: shot for shot in papers_of(dossiers, today=today)}
    letters = Letter.objects.filter(dossier__in=list(dossiers), status__in=OUT)
    newest: dict[tuple[int, str], PaperShot] = {}
    for letter in letters.order_by("issued_on", "pk"):
        newest[letter.dossier_id, letter.kind] = shots[letter.pk,]
    return [shot for shot in newest.values() if shot.quotes]


def _title(letter: Letter) -> str:
    number = getattr(letter, "number", None)
    return f"{letter.get_kind_display()}{f'（{number}）' if number else ''}"
