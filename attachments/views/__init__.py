"""Pages of files, and files_of(): what another page needs to show and add them."""

from attachments.views.adding import add
from attachments.views.beside import Files, files_of
from attachments.views.reading import content, dossier_files, file, picture
from attachments.views.removing import void

__all__ = ["Files", "add", "content", "dossier_files", "file", "files_of", "picture", "void"]
