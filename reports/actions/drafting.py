"""A letter is drafted from facts, edited by people, and brought up to date with the facts."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Exists, OuterRef

from accounts.acting import act
from accounts.models import Unit, User
from audit.record import record
from cases.choices import DossierStatus
from cases.models import Dossier
from columns.refusal import Refused
from reports.actions.steps import step
from reports.choices import EDITABLE, LetterKind, LetterStatus
from reports.facts import addressee_of, gather, letterhead_of
from reports.models import Letter
from reports.rules.facts import OpinionFacts
from reports.rules.layout import title_lines
from reports.rules.letter import draft, title

# By hand a letter may also tell of work that is not concluded yet.
MAY_BE_WRITTEN = frozenset(
    {
        DossierStatus.VISITING,
        DossierStatus.RATING,
        DossierStatus.CONCLUDED,
        DossierStatus.FED_BACK,
        DossierStatus.TRACKING,
    }
)


@dataclass(frozen=True, kw_only=True)
class LetterText:
    """What a person may change on the editing page."""

    title: str
    addressee: Unit | None
    parts: Mapping[str, str]
    opinion: str = ""
    areas: str = ""
    revisit_month: date | None = None

    @property
    def chosen(self) -> OpinionFacts:
        return _opinion(self.opinion, self.areas, self.revisit_month)


@act
def draft_letter(dossier: Dossier, *, by: User | None, on: date) -> Letter:
    """The unfinished letter of the dossier; asked for again, it is the one that is there."""
    if dossier.cadre is None:
        raise Refused("澄清单位的档案不制作回访情况反馈函。")
    if dossier.status not in MAY_BE_WRITTEN:
        stage = DossierStatus(dossier.status).label
        raise Refused(f"档案现在处于“{stage}”，开展回访以后才能起草反馈函。")
    facts = gather(dossier, opinion=OpinionFacts(), today=on)
    mine = Letter(
        dossier=dossier,
        kind=LetterKind.FEEDBACK,
        addressee=addressee_of(letterhead_of(dossier.owner), today=on),
        title="\n".join(title_lines(title(facts.person.name))),
        facts=facts.frozen(),
        parts=draft(facts),
        drafted_by=by,
        is_demo=dossier.cadre.is_demo,
    )
    Letter.objects.bulk_create([mine], ignore_conflicts=True)
    letter = Letter.objects.unfinished().get(dossier=dossier, kind=LetterKind.FEEDBACK)
    # Another hand may have drafted it a moment ago; then that one is the letter.
    if letter.code == mine.code:
        record("letter.drafted", letter, by=by, cadre_id=dossier.cadre_id, on=on)
    return letter


def draft_missing(*, today: date) -> list[Letter]:
    """One draft for each concluded dossier without a letter; one that a person withdrew since
    stays withdrawn."""
    letters = Letter.objects.filter(dossier=OuterRef("pk"))
    declined = letters.filter(
        status=LetterStatus.WITHDRAWN, created_at__date__gte=OuterRef("status_since")
    )
    due = (
        Dossier.objects.live()
        .filter(status=DossierStatus.CONCLUDED, cadre__isnull=False)
        .exclude(Exists(letters.unfinished()))
        .exclude(Exists(declined))
        .select_related("cadre__unit", "owner")
        .order_by("pk")
    )
    return [draft_letter(dossier, by=None, on=today) for dossier in due]


@act
def edit_letter(letter: Letter, *, text: LetterText, version: int, by: User, on: date) -> None:
    """Save what was typed. Another opinion brings its own sentence unless a person wrote one."""
    was = letter.taken
    now = replace(was, opinion=text.chosen)
    parts = dict(text.parts)
    untouched = {"", letter.parts.get("opinion", ""), draft(was)["opinion"]}
    if text.chosen != was.opinion and parts.get("opinion", "").strip() in untouched:
        parts["opinion"] = draft(now)["opinion"]
    step(
        letter,
        was=EDITABLE,
        version=version,
        title=text.title,
        addressee=text.addressee,
        parts=parts,
        facts=now.frozen(),
        opinion=text.opinion,
        areas=text.areas,
        revisit_month=text.revisit_month,
    )
    record("letter.edited", letter, by=by, cadre_id=letter.dossier.cadre_id, on=on)


@act
def refresh_letter(letter: Letter, *, version: int, by: User, on: date) -> None:
    """Take the facts anew; a part that still reads as it was drafted is drafted again, one that a
    person changed stays as it is."""
    was = letter.taken
    now = gather(letter.dossier, opinion=was.opinion, today=on)
    before, after = draft(was), draft(now)
    parts = {
        name: after[name] if letter.parts.get(name) == text else letter.parts.get(name, "")
        for name, text in before.items()
    }
    step(letter, was=EDITABLE, version=version, facts=now.frozen(), parts=parts)
    record("letter.refreshed", letter, by=by, cadre_id=letter.dossier.cadre_id, on=on)


def _opinion(choice: str, areas: str, revisit: date | None) -> OpinionFacts:
    return OpinionFacts(choice=choice, areas=areas, revisit=f"{revisit:%Y-%m}" if revisit else "")
