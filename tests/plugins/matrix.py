"""Sums up the proof of the walls: how many requests were allowed, and how many refused."""

from collections import Counter

import pytest

PROPERTY = "walls"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    total: Counter[str] = Counter()
    routes = 0
    for reports in terminalreporter.stats.values():
        for report in reports:
            for name, value in getattr(report, "user_properties", ()):
                if name == PROPERTY and getattr(report, "when", "") == "call":
                    total.update(value)
                    routes += 1
    if total:
        told = "，".join(f"{name} {number}" for name, number in sorted(total.items()))
        terminalreporter.write_line(f"权限矩阵：{routes} 个地址，{told}")
