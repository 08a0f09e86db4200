"""One letter or notice as the values its sheets are printed from, and what stands against it."""

from datetime import date

from reports.facts.gather import letterhead_of
from reports.models import Letter, Letterhead, LetterNumber, Notice
from reports.rules.checks import Finding, findings
from reports.rules.layout import title_lines
from reports.rules.notice import words
from reports.rules.paper import Block, Sheet, annex, blocks
from reports.rules.wording import chain, clause, day

# A paper with a secrecy level may not be made here at all (decisions 1.4).
CORNER = "内部资料"


def sheet_of(letter: Letter, *, number: LetterNumber | None, draft_of: str = "") -> Sheet:
    """Without a number it is a draft; `draft_of` names its reader and the hour."""
    head = letterhead_of(letter.office)
    facts = letter.taken
    return Sheet(
        mark=head.mark,
        corner=CORNER,
        number=str(number) if number else "",
        title=tuple(line for line in letter.title.splitlines() if line.strip()),
        addressee=letter.addressee.full_name if letter.addressee else "",
        blocks=blocks(letter.parts),
        signer=head.mark,
        signed_on=day(letter.approved_on or facts.as_of),
        contact=_contact(head),
        annex=annex(facts),
        draft_of=draft_of,
        is_demo=letter.is_demo,
    )


def notice_sheet(notice: Notice) -> Sheet:
    """Notices carry no number; until it is sent the day of a notice is open."""
    head = letterhead_of(notice.office)
    return Sheet(
        mark=head.mark,
        corner=CORNER,
        number="",
        title=tuple(title_lines(notice.title)),
        addressee=words(notice.kind, notice.taken, department=head.department).addressee,
        blocks=tuple(Block(line) for line in notice.text.splitlines()),
        signer=head.mark,
        signed_on=day(notice.released_on) or "发出之日",
        contact=_contact(head),
        is_demo=notice.is_demo,
    )


def findings_of(letter: Letter, *, today: date) -> list[Finding]:
    head = letterhead_of(letter.office)
    found = findings(
        letter.taken,
        letter.parts,
        paper=sheet_of(letter, number=None).text,
        addressee=letter.addressee.full_name if letter.addressee else "",
        today=today,
    )
    if not head.word:
        found.insert(
            0, Finding("本机关还没有设置机关代字，不能编号。请先填写发文信息。", blocks=True)
        )
    return found


def file_name(number: LetterNumber) -> str:
    """示纪函〔2026〕12号.pdf: the number tells it apart, no name of a person stands in it."""
    return f"{number}.pdf"


def _contact(head: Letterhead) -> str:
    name = clause("联系人：{name}", name=head.contact)
    return chain((name, clause("联系电话：{phone}", phone=head.phone)))
