"""Verbs of files: take in, read, void, sweep."""

from attachments.actions.attaching import Given, Marked, take_in, void_attachment
from attachments.actions.storing import content_of, picture_of
from attachments.actions.sweeping import sweep_strays

__all__ = [
    "Given",
    "Marked",
    "content_of",
    "picture_of",
    "sweep_strays",
    "take_in",
    "void_attachment",
]
