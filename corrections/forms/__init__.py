"""What people type about a change: one form for each kind."""

from corrections.choices import CorrectionKind
from corrections.forms.act import ActForm, ReturnForm, StepForm
from corrections.forms.decisions import FurtherForm, TypedWrongForm
from corrections.forms.events import (
    AnnulledForm,
    ChangedForm,
    DecisionVoidedForm,
    EventVoidedForm,
    ExtendedForm,
    OverriddenForm,
    OverrideWithdrawnForm,
    RestoredForm,
)

K = CorrectionKind
FORMS: dict[str, type[ActForm]] = {
    K.CHANGED: ChangedForm,
    K.ANNULLED: AnnulledForm,
    K.EXTENDED: ExtendedForm,
    K.RESTORED: RestoredForm,
    K.OVERRIDDEN: OverriddenForm,
    K.OVERRIDE_WITHDRAWN: OverrideWithdrawnForm,
    K.REOFFENDED: FurtherForm,
    K.MISSED: FurtherForm,
    K.ADDED: FurtherForm,
    K.TYPED_WRONG: TypedWrongForm,
    K.DECISION_VOIDED: DecisionVoidedForm,
    K.EVENT_VOIDED: EventVoidedForm,
}

__all__ = ["FORMS", "ActForm", "ReturnForm", "StepForm"]
