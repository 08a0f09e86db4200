"""Bytes on the disk: written beside, synced, renamed; sealed with a key of their own."""

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings

from attachments.models import Attachment
from columns.files import seal_file, unseal_file
from columns.refusal import Refused

FOLDER = "attachments"
# The picture of the first page lies beside under the same name.
PICTURE = ".jpg"
GONE = "这个附件的内容暂时读不出来，请联系系统管理员核对文件存储。"


def folder() -> Path:
    return Path(settings.MEDIA_ROOT) / FOLDER


def path_of(stored_as: str) -> Path:
    return folder() / stored_as[:2] / stored_as


def write(row: Attachment, content: bytes, picture: bytes) -> None:
    path = path_of(row.stored_as)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        _put(path, seal_file(content, row.file_key, row.place))
        if picture:
            _put(
                path.with_suffix(PICTURE), seal_file(picture, row.file_key, f"{row.place}|picture")
            )
    except OSError:
        remove(path)
        raise Refused(
            "文件没有保存成功，可能是磁盘空间不足。请稍后再传，或联系系统管理员。"
        ) from None


def _put(path: Path, sealed: bytes) -> None:
    beside = path.with_name(f"{path.name}.part")
    with beside.open("wb") as file:
        file.write(sealed)
        file.flush()
        os.fsync(file.fileno())
    beside.chmod(0o600)
    beside.rename(path)


def content_of(row: Attachment) -> bytes:
    return _read(row, path_of(row.stored_as), row.place)


def picture_of(row: Attachment) -> bytes:
    return _read(row, path_of(row.stored_as).with_suffix(PICTURE), f"{row.place}|picture")


def _read(row: Attachment, path: Path, place: str) -> bytes:
    try:
        return unseal_file(path.read_bytes(), row.file_key, place)
    except FileNotFoundError:
        raise Refused(GONE) from None


def kept_before(moment: datetime) -> Iterator[Path]:
    """Files older than the moment; younger ones may belong to a transaction under way."""
    for path in folder().glob("*/*"):
        if path.is_file() and path.stat().st_mtime < moment.timestamp():
            yield path


def remove(path: Path) -> None:
    for each in (path, path.with_suffix(PICTURE), path.with_name(f"{path.name}.part")):
        each.unlink(missing_ok=True)
