"""The container of old .xls files: its directory and one stream, read without trusting it."""

import struct
from collections.abc import Iterator

from intake.rules.reading.limits import Unreadable
from intake.rules.reading.zipguard import DAMAGED

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HEADER = 512
FREE = 0xFFFFFFFA
ENTRY = 128


class Container:
    """Just enough of a compound file: names in the directory, bytes of a stream."""

    def __init__(self, data: bytes) -> None:
        try:
            self._open(data)
        except (struct.error, IndexError, ValueError):
            raise Unreadable(DAMAGED) from None

    def names(self) -> set[str]:
        return set(self.entries)

    def stream(self, name: str) -> bytes:
        start, size = self.entries[name]
        if size >= self.small_limit:
            return self._chain(start, self.table)[:size]
        body = b"".join(
            self.small_data[sector * self.small_size : (sector + 1) * self.small_size]
            for sector in _follow(start, self.small_table)
        )
        return body[:size]

    def _open(self, data: bytes) -> None:
        if not data.startswith(SIGNATURE):
            raise ValueError
        self.data = data
        self.size = 1 << struct.unpack_from("<H", data, 30)[0]
        self.small_size = 1 << struct.unpack_from("<H", data, 32)[0]
        if self.size not in {512, 4096} or self.small_size != 64:
            raise ValueError
        first_directory = struct.unpack_from("<I", data, 48)[0]
        self.small_limit = struct.unpack_from("<I", data, 56)[0]
        first_small = struct.unpack_from("<I", data, 60)[0]
        self.table = self._read_table()
        directory = self._chain(first_directory, self.table)
        self.entries = dict(_entries(directory))
        root = next(iter(self.entries.values()))
        self.small_data = self._chain(root[0], self.table) if root[1] else b""
        small = self._chain(first_small, self.table)
        self.small_table = list(struct.unpack(f"<{len(small) // 4}I", small))

    def _sector(self, number: int) -> bytes:
        start = HEADER + number * self.size if self.size == HEADER else (number + 1) * self.size
        return self.data[start : start + self.size]

    def _chain(self, start: int, table: list[int]) -> bytes:
        return b"".join(self._sector(number) for number in _follow(start, table))

    def _read_table(self) -> list[int]:
        sectors = [s for s in struct.unpack_from("<109I", self.data, 76) if s < FREE]
        following, count = struct.unpack_from("<2I", self.data, 68)
        for _ in range(min(count, len(self.data) // self.size)):
            if following >= FREE:
                break
            words = struct.unpack(f"<{self.size // 4}I", self._sector(following))
            sectors += [s for s in words[:-1] if s < FREE]
            following = words[-1]
        table: list[int] = []
        for sector in sectors:
            body = self._sector(sector)
            table += struct.unpack(f"<{len(body) // 4}I", body)
        return table


def _follow(start: int, table: list[int]) -> Iterator[int]:
    """Sector numbers from `start` on; a chain that bites its own tail is damage."""
    for _ in range(len(table) + 1):
        if start >= FREE:
            return
        yield start
        start = table[start]
    raise ValueError


def _entries(directory: bytes) -> Iterator[tuple[str, tuple[int, int]]]:
    for offset in range(0, len(directory) - ENTRY + 1, ENTRY):
        length = struct.unpack_from("<H", directory, offset + 64)[0]
        if not 2 <= length <= 64:
            continue
        name = directory[offset : offset + length - 2].decode("utf-16-le", "replace")
        yield name, struct.unpack_from("<2I", directory, offset + 116)
