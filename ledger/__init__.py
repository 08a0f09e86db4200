"""纪实台账: one chronological table of a dossier, generated, with lines by hand and signatures."""
