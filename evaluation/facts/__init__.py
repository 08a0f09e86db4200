"""What other apps may be told of evaluations, gathered for many dossiers at once."""
