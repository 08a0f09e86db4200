"""Files beside the records of a dossier: taken in, checked, kept sealed, shown."""
