"""Which acts a decision is open to, so that a form is offered only where it can be filled."""

from collections.abc import Iterator
from dataclasses import dataclass

from corrections.choices import CorrectionKind

K = CorrectionKind


@dataclass(frozen=True)
class Standing:
    """How a decision stands: what has happened to it and what runs because of it."""

    is_probation: bool
    is_one_year: bool
    is_annulled: bool
    is_extended: bool
    is_restored: bool
    has_clock: bool
    has_override: bool
    has_events: bool


def acts_open_to(standing: Standing) -> Iterator[str]:
    if standing.is_annulled:
        yield K.EVENT_VOIDED
        return
    yield K.CHANGED
    yield K.ANNULLED
    if standing.is_one_year and not standing.is_extended and not standing.is_restored:
        yield K.EXTENDED
    if standing.is_probation and not standing.is_restored:
        yield K.RESTORED
    if standing.has_override:
        yield K.OVERRIDE_WITHDRAWN
    if standing.has_clock:
        yield K.OVERRIDDEN
    yield K.TYPED_WRONG
    if standing.has_events:
        yield K.EVENT_VOIDED
    yield K.DECISION_VOIDED


# One sentence each: when to choose it.
WHEN: dict[str, str] = {
    K.CHANGED: "复审、复核、复议复查后处分种类改变。改轻的自原决定之日算，改重的自变更之日算。",
    K.ANNULLED: "原决定被撤销。影响期自始不算，转为澄清回访，恢复名誉、补发待遇列入核查。",
    K.EXTENDED: "留党察看一年期满仍不符合恢复条件，延长一年，只能一次。",
    K.RESTORED: "留党察看期满，支部大会通过并经批准恢复党员权利，影响期自此起算。",
    K.OVERRIDDEN: "推算的届满日与本地规定或者决定书不一致时，由两人认定，推算的日期一并保留。",
    K.OVERRIDE_WITHDRAWN: "认定不再适用，恢复为推算的届满日，认定记录保留。",
    K.REOFFENDED: "处分决定作出以后又有新的违纪违法行为，受到新的处分。",
    K.MISSED: "影响期内查出处分以前的问题，受到新的处分。",
    K.ADDED: "同一问题另一体系的处分，或者以前作出、当时没有登记的处分。",
    K.TYPED_WRONG: "决定书没有变，是登记时录错了。",
    K.DECISION_VOIDED: "这项处分不该登记在这名同志名下，例如录错了人。",
    K.EVENT_VOIDED: "某一条变动登记错了，作废后按没有发生重算。",
}
# Why things move, where the calculation itself gives no sentence.
BECAUSE: dict[str, str] = {
    K.CHANGED: "处分变更，按变更后的种类和期限重新推算。",
    K.ANNULLED: "决定撤销，影响期自始不计算（政务处分见《公职人员政务处分法》第六十条）。",
    K.EXTENDED: "延长察看期一年，合计不超过二年（《中国共产党纪律处分条例》第十二条）。",
    K.RESTORED: "恢复党员权利后开始计算影响期（《中国共产党纪律处分条例》第十二条）。",
    K.OVERRIDDEN: "届满日由两人认定。",
    K.OVERRIDE_WITHDRAWN: "认定撤回，恢复为推算的届满日。",
    K.REOFFENDED: "再次受到处分，重新研判，原方案和未发出的文书不再适用。",
    K.MISSED: "查出遗漏的问题受到处分，重新研判，原方案和未发出的文书不再适用。",
    K.ADDED: "补登处分决定，按全部决定重新推算。",
    K.TYPED_WRONG: "更正登记差错，按决定书原文重新推算。",
    K.DECISION_VOIDED: "登记作废，按没有登记过重新推算。",
    K.EVENT_VOIDED: "变动登记作废，按没有发生重新推算。",
}
