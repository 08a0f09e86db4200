"""What changed between two versions of a plan, section by section."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Difference:
    """A section before and after; one side is empty when it was added or dropped."""

    label: str
    before: tuple[str, ...]
    after: tuple[str, ...]


def differences(
    before: Mapping[str, Sequence[str]], after: Mapping[str, Sequence[str]]
) -> list[Difference]:
    """Sections in the order of `after`; of each only the lines that are not on both sides."""
    found = []
    for label in [*after, *(label for label in before if label not in after)]:
        old, new = before.get(label, ()), after.get(label, ())
        gone = tuple(line for line in old if line not in new)
        come = tuple(line for line in new if line not in old)
        if gone or come:
            found.append(Difference(label, gone, come))
    return found
