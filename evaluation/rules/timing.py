"""When a round of a kind may be opened."""

from datetime import date, timedelta

# practice B.5: one final round within 60 days before expiry.
FINAL_WINDOW = timedelta(days=60)


def in_final_window(overall_end: date | None, *, today: date) -> bool:
    """From 60 days before the last restricted day on; a person without a clock is always in it."""
    return overall_end is None or today >= overall_end - FINAL_WINDOW


def window_opens(overall_end: date) -> date:
    return overall_end - FINAL_WINDOW
