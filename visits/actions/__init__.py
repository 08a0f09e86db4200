"""The verbs of visiting; each is one transaction with one audit entry."""

from visits.actions.obligations import Reconciled, exempt, reconcile
from visits.actions.sweep import reconcile_all

__all__ = ["Reconciled", "exempt", "reconcile", "reconcile_all"]
