"""The clock engine: how long a measure bars a person, and why; pure, no database, no today.

    from clocks.catalogue import load_catalogue, measure_rows, catalogue_of, Catalogue, Measure
    from clocks.engine import compute
    from clocks.facts import DecisionInput, Error, Event, Person, Policy
    from clocks.names import find_measure, split_measures, Ambiguous, Unknown
    from clocks.outcome import Clock, Outcome

    compute(person, decisions, policy, *, today, catalogue) -> Outcome | list[Error]
    load_catalogue() -> Catalogue              the committed clocks/catalogue.json, cached
    measure_rows() -> list[dict]               its measures as plain rows, for a migration
    catalogue_of(rows) -> Catalogue            from mappings with the fields of Measure
    find_measure(text, person, catalogue=None) -> str | Ambiguous | Unknown
    split_measures(text) -> list[str]          one cell of a ledger into single measures
    clocks.wire.answer(payload, *, today) -> object  JSON in, JSON out, as `manage.py clocks`
    clocks.words                                     Chinese labels of every code

An Outcome carries its clocks in the order of the decisions given; `Clock.steps` is built when read.
A decision that was voided by its office is not passed; an annulled one is passed with its event.
"""
