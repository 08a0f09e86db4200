"""The papers of many decisions: one document for one organ and number."""

from collections.abc import Collection

from accounts.models import Unit
from cases.actions.decisions import DecisionFacts
from cases.actions.writing import take_keys
from cases.models import Document


class Papers:
    """Keys of documents, within one import and beside what is stored."""

    def __init__(self, numbers: Collection[str], *, owner: Unit) -> None:
        self.owner = owner
        self.keys: list[int] = []
        self.unnumbered: dict[int, int] = {}
        # Newest first, so that of several the oldest stays, as .first() would choose it.
        stored = Document.objects.filter(number__in=set(numbers) - {""}).order_by("-pk")
        self.known = {(each.organ_name, each.number): each.pk for each in stored}

    def take_keys(self, count: int) -> None:
        # Taken from the end, so that papers keep the order of their people.
        self.keys = take_keys(Document, count)[::-1]

    def key_of(self, facts: DecisionFacts, *, sheet: int, fresh: list[Document]) -> int:
        """Its key; a paper that is not there yet joins `fresh`. `sheet` tells papers without a
        number apart."""
        name = (facts.organ_name, facts.number)
        key = self.known.get(name) if facts.number else self.unnumbered.get(sheet)
        if key is not None:
            return key
        key = self.keys.pop()
        ours = bool(facts.number) and self.owner.full_name == facts.organ_name
        fresh.append(
            Document(
                id=key,
                organ=self.owner if ours else None,
                organ_name=facts.organ_name,
                number=facts.number,
                document_date=facts.document_date,
            )
        )
        if facts.number:
            self.known[name] = key
        else:
            self.unnumbered[sheet] = key
        return key
