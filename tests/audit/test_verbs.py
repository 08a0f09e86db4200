"""The verbs of the record: every one used exists, and every one has words and one class."""

import ast
import re
from itertools import chain

from audit.choices import CLASSES, Kind, Verb, class_of
from cases.choices import ActKind, DossierStatus, EventKind
from cases.choices.execution import IssueAct
from cases.choices.rights import RestorationKind
from tests.house import CHINESE, own_files
from tests.test_access import addresses
from visits.choices import Opinion

WRITERS = {"record", "record_many", "_record", "_tell"}
# Verbs whose second half is a value of a list of the program.
BUILT = {
    "dossier.{}": DossierStatus,
    "decision.{}": EventKind,
    "issue.{}": IssueAct,
    "plan.{}": Opinion,
    "restoration.{}": RestorationKind,
    "dossier.{}_proposed": ActKind,
    "dossier.{}_confirmed": ActKind,
    "dossier.{}_returned": ActKind,
    "dossier.{}_withdrawn": ActKind,
}


def written():
    """(place, verb or pattern of one) of every call that writes an entry."""
    for path in own_files():
        for node in ast.walk(ast.parse(path.read_text())):
            writes = isinstance(node, ast.Call) and node.args and name_of(node.func) in WRITERS
            if writes and (pattern := pattern_of(node.args[0])):
                yield f"{path.name}:{node.lineno}", pattern


def name_of(func):
    return func.id if isinstance(func, ast.Name) else getattr(func, "attr", "")


def pattern_of(node):
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and "." in node.value:
        return re.escape(node.value)
    if isinstance(node, ast.JoinedStr):
        parts = (
            re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".+"
            for part in node.values
        )
        return "".join(parts)
    return None


def test_every_verb_that_is_written_is_in_the_list():
    found = list(written())
    unknown = [
        (place, pattern)
        for place, pattern in found
        if not any(re.fullmatch(pattern, verb) for verb in Verb.values)
    ]
    assert len(found) > 90
    assert unknown == []


def test_verbs_built_of_a_list_of_the_program_are_all_there():
    built = [form.format(value) for form, values in BUILT.items() for value in values.values]
    assert [verb for verb in built if verb not in Verb.values] == []


def test_every_verb_has_chinese_words_of_its_own_and_a_page_can_show_them():
    assert [verb for verb in Verb if not CHINESE.search(verb.label)] == []
    assert [verb for verb in Verb if len(verb.label) > 16] == []


def test_every_verb_belongs_to_one_class_that_the_lists_can_be_filtered_by():
    assert set(CLASSES) | {"change"} == set(Kind.values)
    named = list(chain.from_iterable(CLASSES.values()))
    assert len(named) == len(set(named))
    assert {class_of(verb) for verb in Verb} == set(Kind.values)


def test_every_page_of_a_person_names_what_its_reading_is():
    """The default says only that a page was opened."""
    vague = [
        address
        for address, view in addresses()
        if address.startswith("/people/000000000000/")
        and getattr(view, "reads", None) in {None, Verb.PAGE_OPEN}
        and not only_posts(view)
    ]
    assert vague == []


def only_posts(view):
    """A view behind require_POST shows nothing by itself."""
    inner = view
    while hasattr(inner, "__wrapped__"):
        for cell in inner.__closure__ or ():
            if cell.cell_contents == ["POST"]:
                return True
        inner = inner.__wrapped__
    return False
