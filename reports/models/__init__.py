"""Letterhead, letter, its number and its file, notice, one file per noun."""

from reports.models.head import Letterhead
from reports.models.letter import Letter
from reports.models.notice import Notice, NoticeFile
from reports.models.paper import LetterFile, LetterNumber, LetterPreview
from reports.models.printout import Printout

__all__ = [
    "Letter",
    "LetterFile",
    "LetterNumber",
    "LetterPreview",
    "Letterhead",
    "Notice",
    "NoticeFile",
    "Printout",
]
