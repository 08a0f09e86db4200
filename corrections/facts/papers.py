"""Letters and notices of a person's dossiers, and where they part from the facts as they are."""

from collections.abc import Iterable, Iterator
from datetime import date

from cases.models import Dossier
from corrections.rules.papers import quotes_of_an_end, quotes_that_differ
from corrections.rules.pictures import PaperShot, Quote
from reports.choices import SENT, UNFINISHED, LetterStatus
from reports.facts import gather
from reports.models import Letter, Notice

# Its number is being printed: nothing can hold it back any more.
OUT = SENT | {LetterStatus.ISSUING}


def papers_of(dossiers: Iterable[Dossier], *, today: date) -> Iterator[PaperShot]:
    found = list(dossiers)
    yield from _letters(found, today)
    yield from _notices(found)


def papers_to_correct(dossiers: Iterable[Dossier], *, today: date) -> list[PaperShot]:
    """What is out and says something else than what is so, until a later paper of the same kind
    has told it right."""
    newest = {paper.series: paper for paper in papers_of(dossiers, today=today) if paper.is_out}
    return [paper for paper in newest.values() if paper.quotes]


def _letters(dossiers: list[Dossier], today: date) -> Iterator[PaperShot]:
    letters = Letter.objects.filter(dossier__in=dossiers)
    for letter in letters.for_making().select_related("number").order_by("created_at", "pk"):
        is_out, is_open = letter.status in OUT, letter.status in UNFINISHED - OUT
        said = letter.taken
        quotes: tuple[Quote, ...] = ()
        if is_out or is_open:
            now = gather(letter.dossier, opinion=said.opinion, today=today)
            quotes = quotes_that_differ(said, now)
        number = getattr(letter, "number", None)
        yield PaperShot(
            key=("letter", letter.pk),
            series=(letter.dossier_id, letter.kind),
            title=f"{letter.get_kind_display()}{f'（{number}）' if number else ''}",
            state=letter.get_status_display(),
            is_open=is_open,
            is_out=is_out,
            quotes=quotes,
        )


def _notices(dossiers: list[Dossier]) -> Iterator[PaperShot]:
    """期满 notices: what they say is one day, the last of the file."""
    ends = {dossier.pk: dossier.overall_end for dossier in dossiers}
    for notice in Notice.objects.filter(dossier__in=dossiers).order_by("drafted_on", "pk"):
        told = notice.is_drafted or notice.is_released
        yield PaperShot(
            key=("notice", notice.dossier_id, notice.kind, notice.digest),
            series=(notice.dossier_id, notice.kind),
            title=f"期满{notice.get_kind_display()}",
            state=notice.get_status_display(),
            is_open=notice.is_drafted,
            is_out=notice.is_released,
            quotes=quotes_of_an_end(notice.end, ends[notice.dossier_id]) if told else (),
        )
