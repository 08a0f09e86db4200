"""What the drawings share: the scale, the height of letters, coordinates as text."""

FULL = 100
# A Chinese character is as wide as the font is high.
FONT = 14


def text_of(number: float) -> str:
    """A coordinate as text, so that no locale can put a comma into it."""
    return f"{number:.1f}".removesuffix(".0")
