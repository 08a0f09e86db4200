"""Our fonts and no others: fontconfig is shown one folder before anything loads it."""

import os
from pathlib import Path

FOLDER = Path(__file__).resolve().parent.parent / "fonts"
FAMILIES = frozenset(
    {"HuifangFangSong", "HuifangKaiTi", "HuifangHeiTi", "HuifangBiaoSong", "HuifangSong"}
)


def use_only_ours() -> None:
    """Must run before WeasyPrint is imported; system fonts would slip into papers otherwise."""
    os.environ["FONTCONFIG_FILE"] = str(FOLDER / "fonts.conf")
