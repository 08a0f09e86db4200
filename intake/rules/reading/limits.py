"""How much a file may ask of us, and the refusal of a file as a whole."""

MB = 1024 * 1024
# Decisions 1.14: ledgers of 20,000 rows and 10 MB.
MAX_FILE_BYTES = 10 * MB
MAX_ROWS = 20_000
# Titles, headers, blank rows and footers stand beside the rows that count.
MAX_SHEET_ROWS = MAX_ROWS + 2_000
MAX_COLUMNS = 256
MAX_SHEETS = 50
MAX_INFLATED_BYTES = 200 * MB
MAX_RATIO = 100
# Small parts of honest files shrink by more than 100 : 1 (empty styled rows); large ones do not.
RATIO_MATTERS_FROM = 8 * MB
MAX_PARTS = 2_000
# What Excel itself can hold in one cell.
MAX_CELL_CHARS = 32_767

CHILD_MEMORY_BYTES = 768 * MB
CHILD_CPU_SECONDS = 20
CHILD_WALL_SECONDS = 40


class Unreadable(Exception):
    """The file cannot be read at all; the text says why and what to do, in Chinese."""
