"""Pages of files, and files_of(): what another page needs to show and add them."""

from attachments.views.adding import add
from attachments.views.beside import Count, Files, count_of, files_of
from attachments.views.reading import content, dossier_files, file, picture
from attachments.views.removing import void

__all__ = [
    "Count",
    "Files",
    "add",
    "content",
    "count_of",
    "dossier_files",
    "file",
    "files_of",
    "picture",
    "void",
]
