"""Columns of case data that no page shows in the objects of the world, each with the reason."""

SHOWN_NOWHERE: dict[str, str] = {}
