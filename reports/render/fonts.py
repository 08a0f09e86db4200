"""Our fonts and no others: fontconfig is shown one folder before anything loads it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

VARIABLE = "FONTCONFIG_FILE"
FOLDER = Path(__file__).resolve().parent.parent / "fonts"
FAMILIES = frozenset(
    {"HuifangFangSong", "HuifangKaiTi", "HuifangHeiTi", "HuifangBiaoSong", "HuifangSong"}
)


@contextmanager
def only_ours() -> Iterator[None]:
    """Around the two moments when fontconfig reads its file: WeasyPrint's import and each new font
    configuration. Afterwards the variable is as before; a child must not inherit our folder."""
    before = os.environ.get(VARIABLE)
    os.environ[VARIABLE] = str(FOLDER / "fonts.conf")
    try:
        yield
    finally:
        if before is None:
            del os.environ[VARIABLE]
        else:
            os.environ[VARIABLE] = before
