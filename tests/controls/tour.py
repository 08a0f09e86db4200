"""Every address of the program, once, as somebody; and the source of the program, read as text."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver

from tests.house import APPS, ROOT

PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
# A value that names no row, by the kind of parameter.
EXAMPLES = {"int": "1", "str": "000000000000", "slug": "x"}


def routes(resolver=None, prefix="/", space="") -> Iterator[tuple[str, str, object]]:
    """(name, pattern, view) of every address."""
    for each in (resolver or get_resolver()).url_patterns:
        pattern = prefix + str(each.pattern)
        if isinstance(each, URLResolver):
            within = f"{space}{each.namespace}:" if each.namespace else space
            yield from routes(each, pattern, within)
        elif isinstance(each, URLPattern):
            yield f"{space}{each.name}", pattern, each.callback


def address(pattern: str, **values: str) -> str:
    """With the values for the parameters of these names, and examples for the others."""
    return re.sub(
        r"<(?:(\w+):)?(\w+)>", lambda found: values.get(found[2], EXAMPLES[found[1] or "str"]),
        pattern,
    )  # fmt: skip


def pages(client, **values: str) -> Iterator[tuple[str, object]]:
    """GET of every address; what a file answers is closed again."""
    for name, pattern, _ in routes():
        answer = client.get(address(pattern, **values))
        yield name, answer
        shut(answer)


def shut(answer) -> None:
    """Its file, not the answer itself, with which Django would close the connection."""
    for close in answer._resource_closers:
        close()


def html_of(answer) -> str:
    """The page's text; empty for redirects, JSON and files."""
    kind = answer.headers.get("Content-Type", "")
    if answer.streaming or not kind.startswith("text/html"):
        return ""
    return answer.content.decode()


def sources(root: Path = ROOT) -> Iterator[tuple[str, ast.Module]]:
    """Python of the program with its path; migrations apart."""
    for app in APPS:
        for path in sorted((root / app).rglob("*.py")):
            inner = path.relative_to(root)
            if "migrations" not in inner.parts:
                yield str(inner), ast.parse(path.read_text())


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    """Every call with its name as written: `connection.cursor`, `Template`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node


def imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{each.name}" for each in node.names)
