"""Columns and constraints of the spine, one file per noun."""

from cases.models.cadre import Cadre, Posting
from cases.models.decision import Clock, Decision, DecisionEvent, Document, Measure
from cases.models.dossier import Dossier, HelperDesignation, Suspension
from cases.models.policy import Policy
from cases.models.row import DossierRow

__all__ = [
    "Cadre",
    "Clock",
    "Decision",
    "DecisionEvent",
    "Document",
    "Dossier",
    "DossierRow",
    "HelperDesignation",
    "Measure",
    "Policy",
    "Posting",
    "Suspension",
]
