"""The rules of the house as functions: each answers the list of what breaks it."""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from django.apps import apps
from django.db import models

ROOT = Path(__file__).resolve().parent.parent
APPS = (
    "huifang", "dashboard", "ledger", "stewards", "corrections", "reminders", "reports",
    "evaluation", "visits", "needs", "attachments", "intake", "cases", "signin", "accounts",
    "audit", "workdays", "jobs", "web", "clocks", "columns",
)  # fmt: skip
# One enumeration, a line for each verb: there is nothing in it to be divided.
ONE_LIST = {"audit/choices/verbs.py"}
LONGEST_FILE = 300
LONGEST_FUNCTION = 39
CHINESE = re.compile(r"[\u4e00-\u9fff]")
# What a content security policy without unsafe-* would block, and what would skip escaping.
FORBIDDEN_IN_TEMPLATES = {
    "inline style": re.compile(r"<[^>]*\sstyle\s*="),
    "style element": re.compile(r"<style[\s>]"),
    "inline script": re.compile(r"<script(?![^>]*\ssrc=)[^>]*>"),
    "event attribute": re.compile(r"<[^>]*\son[a-z]+\s*="),
    "unescaped value": re.compile(r"\|\s*safe\b|\{%\s*autoescape off"),
    "outside address": re.compile(r"(?:src|href|action)=[\"']?(?:https?:)?//"),
}


def own_files(root: Path = ROOT) -> Iterator[Path]:
    """Python of the program; migrations are written by Django."""
    for app in APPS:
        for path in sorted((root / app).rglob("*.py")):
            if "migrations" not in path.relative_to(root).parts:
                yield path


def long_files(root: Path = ROOT) -> list[str]:
    return [
        f"{path.relative_to(root)}: {lines} lines"
        for path in own_files(root)
        if (lines := len(path.read_text().splitlines())) > LONGEST_FILE
        and str(path.relative_to(root)) not in ONE_LIST
    ]


def long_functions(root: Path = ROOT) -> list[str]:
    found = []
    for path in own_files(root):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef):
                lines = (node.end_lineno or 0) - node.lineno + 1
                if lines > LONGEST_FUNCTION:
                    found.append(f"{path.relative_to(root)}: {node.name} has {lines} lines")
    return found


def files_without_a_word(root: Path = ROOT) -> list[str]:
    """Every file says on top what lives there."""
    return [
        str(path.relative_to(root))
        for path in own_files(root)
        if not ast.get_docstring(ast.parse(path.read_text()))
    ]


def own_models() -> list[type[models.Model]]:
    """Our models, without the history tables that triggers fill."""
    return [
        model
        for model in apps.get_models()
        if model._meta.app_label in APPS and not hasattr(model, "pgh_tracked_model")
    ]


def nameless(found: Iterable[type[models.Model]]) -> list[str]:
    """Models and fields without a Chinese name."""
    faults = []
    for model in found:
        named = [(model._meta.label, model._meta.verbose_name)]
        named += [
            (f"{model._meta.label}.{field.name}", field.verbose_name)
            for field in model._meta.local_fields
            if not field.primary_key and field.model is model
        ]
        faults += [label for label, name in named if not CHINESE.search(str(name))]
    return faults


def undeclared(found: Iterable[type[models.Model]]) -> list[str]:
    """Models that do not say which of their columns are personal, or name columns they lack."""
    faults = []
    for model in found:
        personal = model.__dict__.get("personal")
        names = {field.name for field in model._meta.get_fields()}
        if personal is None or not set(personal) <= names:
            faults.append(model._meta.label)
    return faults


def unsafe_templates(root: Path = ROOT) -> list[str]:
    found = []
    for path in sorted((root / "templates").rglob("*.html")):
        text = re.sub(r"\{#.*?#\}", "", path.read_text())
        found += [
            f"{path.relative_to(root)}: {name}"
            for name, pattern in FORBIDDEN_IN_TEMPLATES.items()
            if pattern.search(text)
        ]
    return found
