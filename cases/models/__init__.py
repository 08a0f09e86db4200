"""Columns and constraints of the spine, one file per noun."""

from cases.models.access import Assignment, OwnFile, Recusal, Seal, SealGrant
from cases.models.act import DossierAct
from cases.models.appeal import Appeal
from cases.models.cadre import Cadre, Posting
from cases.models.clock import Clock
from cases.models.decision import Decision, DecisionEvent, Document, Measure
from cases.models.dossier import Dossier, HelperDesignation, Suspension
from cases.models.execution import ExecutionCheck, ExecutionIssue, IssueStep
from cases.models.handover import Handover, Receipt
from cases.models.passing import PassingNote
from cases.models.policy import Policy
from cases.models.restoration import RestorationStep
from cases.models.row import DossierRow

__all__ = [
    "Appeal",
    "Assignment",
    "Cadre",
    "Clock",
    "Decision",
    "DecisionEvent",
    "Document",
    "Dossier",
    "DossierAct",
    "DossierRow",
    "ExecutionCheck",
    "ExecutionIssue",
    "Handover",
    "HelperDesignation",
    "IssueStep",
    "Measure",
    "OwnFile",
    "PassingNote",
    "Policy",
    "Posting",
    "Receipt",
    "Recusal",
    "RestorationStep",
    "Seal",
    "SealGrant",
    "Suspension",
]
