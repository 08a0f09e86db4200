"""The lines of the ledger, made of what the other parts keep."""
