"""Units by their full path: which one is meant, and where an unknown one would stand."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from intake.rules.cells.texts import key_of

SHORTEST_REST = 2


@dataclass(frozen=True, slots=True)
class Proposal:
    """An unknown unit: its own name under the longest known or proposed prefix."""

    full_name: str
    name: str
    parent: str
    """Key of the unit above; empty when no prefix is known."""


def propose(names: Iterable[str], known: Mapping[str, str]) -> list[Proposal]:
    """Shorter names first, so that a longer one may stand under them. `known`: key → full name."""
    above = dict(known)
    proposals = []
    for name in sorted(set(names), key=lambda each: (len(each), each)):
        key = key_of(name)
        if key in above:
            continue
        parent = _longest_prefix(key, above)
        rest = name[len(above[parent]) :] if parent else name
        proposals.append(Proposal(name, rest or name, parent))
        above[key] = name
    return proposals


def _longest_prefix(key: str, known: Mapping[str, str]) -> str:
    for end in range(len(key) - SHORTEST_REST, 1, -1):
        if key[:end] in known:
            return key[:end]
    return ""
