"""The objects of the world (security.md 3.6), and how each comes to stand where it stands."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Part:
    """One dossier: its anchors, and the one thing that makes it different from its neighbours."""

    key: str
    owner: str = "office_a"
    unit: str = "school_a"
    carrier: str = ""
    helper: str = ""


CAST = (
    Part("plain"),
    Part("carried", carrier="town_a1"),
    Part("group", unit="class_a", carrier="group_a"),
    Part("child", unit="class_a", carrier="town_a1"),
    Part("sibling", unit="water_a", carrier="town_a2"),
    Part("helped", helper="helper_now", carrier="town_a1"),
    Part("once_helped", helper="helper_past"),
    Part("assigned", unit="water_a", carrier="town_a2"),
    Part("recused", carrier="town_a1"),
    Part("sealed", carrier="town_a1", helper="helper_now"),
    Part("dormant", carrier="town_a1", helper="helper_now"),
    Part("own", carrier="town_a1"),
    Part("void", carrier="town_a1"),
    Part("other", owner="office_b", unit="school_b", carrier="town_b1"),
)
