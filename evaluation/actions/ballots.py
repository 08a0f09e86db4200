"""Verbs of a ballot: type one in, and void one with two people."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from accounts.acting import act
from accounts.models import User
from audit.record import record
from columns.refusal import Refused
from evaluation.actions.rounds import locked
from evaluation.choices import BallotSource, GroupCode
from evaluation.models import Ballot, BallotExample, Round
from evaluation.rules.ballots import Raw, needs_example, refused_items
from evaluation.rules.instrument import Instrument


@act
def enter_paper_ballot(
    round_: Round,
    *,
    group: GroupCode,
    answers: Mapping[int, Raw],
    examples: Mapping[int, str],
    entry_key: UUID,
    by: User,
    on: date,
) -> Ballot:
    """`answers` and `examples` by item number; the same key sent again is the same ballot."""
    round_ = locked(round_)
    if sent_before := Ballot.objects.filter(entry_key=entry_key, round=round_).first():
        return sent_before
    if not round_.is_open:
        raise Refused("本轮评价已截止，这份评价票没有保存。如需补录，请先重新开放本轮。")
    instrument = round_.instrument.value
    _refuse_surplus(round_, group)
    _refuse_faults(answers, examples, group=group, instrument=instrument)
    ballot = Ballot.objects.create(
        round=round_,
        dossier_id=round_.dossier_id,
        group=group,
        number=round_.ballots.count() + 1,
        source=BallotSource.PAPER,
        answers=[answers.get(item.seq) for item in instrument.items],
        entered_by=by,
        entered_on=on,
        entry_key=entry_key,
    )
    BallotExample.objects.bulk_create(
        BallotExample(
            ballot=ballot, dossier_id=ballot.dossier_id, item=item.code, text=examples[item.seq]
        )
        for item in instrument.items_for(group)
        if not item.positive and examples.get(item.seq, "").strip()
    )
    record("ballot.entered", ballot, by=by, group=group, number=ballot.number, on=on)
    return ballot


def _refuse_surplus(round_: Round, group: GroupCode) -> None:
    expected = round_.groups.get(group=group).expected
    received = round_.ballots.standing().filter(group=group).count()
    if received >= expected:
        raise Refused(
            f"{group.label}发出{expected}份，已录入{received}份。"
            "如果确实多收，请先在本轮页面调整发出份数。"
        )


def _refuse_faults(
    answers: Mapping[int, Raw],
    examples: Mapping[int, str],
    *,
    group: GroupCode,
    instrument: Instrument,
) -> None:
    if faults := refused_items(answers, group=group, instrument=instrument):
        raise Refused(next(iter(faults.values())))
    for item in instrument.items_for(group):
        if needs_example(item, answers[item.seq]) and not examples.get(item.seq, "").strip():
            raise Refused(f"第{item.seq}项选了“时有发生”或以上，请录入举例；没有写的填“不便举例”。")


@act
def ask_to_void_ballot(ballot: Ballot, *, reason: str, by: User, at: datetime) -> None:
    """The first of two people; the ballot still counts until the second confirms."""
    _refuse_late(ballot)
    if not reason.strip():
        raise Refused("请填写作废原因，例如正反指标全部选同一档。")
    asked = Ballot.objects.filter(pk=ballot.pk, void_asked_at__isnull=True).update(
        void_asked_by=by, void_asked_at=at, void_reason=reason
    )
    if not asked:
        raise Refused("这份评价票已经提出过作废，请刷新页面。")
    record("ballot.void_asked", ballot, by=by, reason=reason)


@act
def void_ballot(ballot: Ballot, *, by: User, at: datetime) -> None:
    """The second of two people (practice D.3)."""
    _refuse_late(ballot)
    _refuse_own(ballot, by)
    done = Ballot.objects.filter(
        pk=ballot.pk, void_asked_at__isnull=False, voided_at__isnull=True
    ).update(voided_by=by, voided_at=at)
    if not done:
        raise Refused("这份评价票没有待确认的作废申请，请刷新页面。")
    record("ballot.voided", ballot, by=by, reason=ballot.void_reason or "")


@act
def keep_ballot(ballot: Ballot, *, by: User) -> None:
    """The second person does not agree, or the first one takes it back: the ballot stays."""
    _refuse_late(ballot)
    kept = Ballot.objects.filter(
        pk=ballot.pk, void_asked_at__isnull=False, voided_at__isnull=True
    ).update(void_asked_by=None, void_asked_at=None, void_reason=None)
    if not kept:
        raise Refused("这份评价票没有待确认的作废申请，请刷新页面。")
    record("ballot.kept", ballot, by=by)


def _refuse_late(ballot: Ballot) -> None:
    round_ = locked(ballot.round)
    if not (round_.is_open or round_.is_closed):
        raise Refused(
            f"本轮评价处于“{round_.get_status_display()}”，评价票不能再作废。"
            "数据不足时可以先补充评价，确需重做请作废本轮。"
        )


def _refuse_own(ballot: Ballot, by: User) -> None:
    """Who asked is read again: the page may be older than the request."""
    ballot.refresh_from_db(fields=["void_asked_by", "void_reason"])
    if ballot.void_asked_by_id == by.pk:
        raise Refused("作废评价票须由另一人确认，请交给同室其他干部办理。")
