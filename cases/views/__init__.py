"""Pages of people and dossiers."""

from cases.views.header import Header, header_of

__all__ = ["Header", "header_of"]
