"""The first page of a dossier: where it stands, what comes next, what happened so far."""
