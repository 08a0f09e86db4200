"""The eighty controls of docs/security.md: each check, and the switch that must make it report.

controls.toml   the table as data; docs/security.md shows it and nothing else
register        reads it, and draws the page
proofs/         by chapter: what the check of a control asks, and how it is switched off
catalogue       what stands in the database: policies, grants, what leads to a person
"""
