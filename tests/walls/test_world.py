"""The world is whole: every model that carries case data has rows, every word one home."""

import pytest

from tests.walls.builders import BUILDERS, without_builder
from tests.walls.cast import CAST
from tests.walls.kinds import case_models, is_history
from tests.walls.planting import planted_fields
from tests.walls.routes import unexplained

pytestmark = pytest.mark.django_db
VOIDED = (
    "cases.Appeal", "cases.Cadre", "cases.Decision", "cases.DecisionEvent", "cases.ExecutionIssue",
    "cases.RestorationStep", "evaluation.Ballot", "evaluation.Round", "visits.OutsideVisit",
    "visits.Talk", "visits.Visit", "needs.Need", "ledger.LedgerLine",
)  # fmt: skip
QUOTING = {
    "cases.DossierRow",
    "reports.Letter",
    "reports.Notice",
    "corrections.Correction",
    "intake.ImportRow",
}
# Texts that a row has only in a state in which no row of the world stands: the database refuses
# a word there, so none can be read from there either.
EMPTY_BY_RULE = {
    *((label, "void_reason") for label in VOIDED),
    ("cases.ExecutionCheck", "extension_basis"),  # no term was extended
    ("corrections.Correction", "return_reason"),  # the proposal waits
    ("evaluation.Conclusion", "return_reason"),  # confirmed, in line with the result
    ("evaluation.Conclusion", "departure_reason"),
    ("evaluation.Conclusion", "split_explanation"),
    ("evaluation.Conclusion", "waiver_reason"),
    ("needs.Need", "answer"),  # still with its owner
    ("visits.Obligation", "exempt_reason"),  # nobody was let off
    ("visits.Obligation", "met_basis"),  # nothing was met by hand
}


def test_every_model_that_reaches_a_person_has_a_builder():
    assert without_builder() == []


def test_every_object_has_a_row_of_every_kind(world):
    missing = [
        f"{part.key}: {label}"
        for part in CAST
        for label in BUILDERS
        if not world.rows[part.key].get(label)
    ]
    assert missing == []


def test_every_free_text_of_a_kind_holds_a_word_somewhere(world):
    """A column that took no word would be a place where a leak goes unseen."""
    held = {
        (origin.model, origin.field)
        for origins in world.register.origins.values()
        for origin in origins
    }
    free = {
        (model._meta.label, field.name)
        for model in case_models()
        if not is_history(model) and model._meta.label != "audit.Entry"
        for field in planted_fields(model)
    }
    assert free - held == EMPTY_BY_RULE


def test_no_two_columns_share_a_word_unless_one_quotes_the_other(world):
    """Words of the plain columns are their own: only facts, papers and imports quote."""
    shared = [
        sorted(f"{o.model}.{o.field}" for o in origins)
        for origins in world.register.origins.values()
        if len({(o.part, o.model) for o in origins if o.model not in QUOTING}) > 1
    ]
    assert shared == []


def test_a_model_without_a_builder_is_named(monkeypatch):
    """The suite's own alarm: take a builder away and it must be missed."""
    monkeypatch.delitem(BUILDERS, "visits.FamilyTalk")
    assert without_builder() == ["visits.FamilyTalk"]


def test_every_parameter_of_every_address_is_explained():
    assert unexplained() == []
