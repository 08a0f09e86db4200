"""The table of controls as data, and the page docs/security.md made of it.

python -m tests.controls.register       writes the page
"""

import ast
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.house import ROOT

SOURCE = Path(__file__).with_name("controls.toml")
PAGE = ROOT / "docs" / "security.md"
STATES = {"proven": "已证明", "later": "以后", "outside": "网关或使用单位"}
CHAPTERS = {
    "AU": "登录和会话", "AZ": "权限", "IN": "输入、输出和浏览器", "FI": "文件、导入、导出和公文",
    "DP": "数据保护", "LG": "留痕", "WF": "办理流程", "OP": "运行和供应链",
}  # fmt: skip
COUNTS = {"AU": 12, "AZ": 13, "IN": 10, "FI": 11, "DP": 10, "LG": 8, "WF": 4, "OP": 12}
OURS = "tests/controls/test_controls.py"
HEAD = """# 安全控制

八十项控制逐项列出，只有三种状态：

- **已证明**：有自动测试，并且这项控制一旦关掉，测试就会报告。“开关”一栏写明测试是怎样关掉它的。
- **以后**：还没有做，写明随哪一项工作做。
- **网关或使用单位**：不由本程序承担，写明由谁承担。

本页由 `tests/controls/controls.toml` 生成（`python -m tests.controls.register`）。
测试核对两者一致、编号恰好八十个、没有第四种状态、列出的测试都在。
不写文件名的测试在 `tests/controls/test_controls.py`，每项先核对控制有效，再关掉它，
核对同一个检查确实报告。

十个须由使用单位回答的问题和本系统不承诺的事，见运维手册“安全”一节。
"""


@dataclass(frozen=True)
class Control:
    id: str
    what: str
    state: str
    off: str = ""
    accompanies: str = ""
    proof: tuple[str, ...] = ()

    @property
    def chapter(self) -> str:
        return self.id.partition("-")[0]


def controls() -> list[Control]:
    rows = tomllib.loads(SOURCE.read_text())
    return [
        Control(
            id=name,
            what=row["what"],
            state=row["state"],
            off=row.get("off", ""),
            accompanies=row.get("with", ""),
            proof=tuple(row.get("proof", ())),
        )
        for name, row in rows.items()
    ]


def page(found: list[Control], own: dict[str, list[str]]) -> str:
    """`own`: id → what its checks in tests/controls are called."""
    count = {state: sum(each.state == state for each in found) for state in STATES}
    sums = "、".join(f"{STATES[state]} {number} 项" for state, number in count.items())
    parts = [HEAD, f"合计 {len(found)} 项：{sums}。\n"]
    for chapter, title in CHAPTERS.items():
        parts.append(f"## {chapter} {title}\n")
        parts.append("| 编号 | 要求 | 状态 | 开关 | 证明 |\n|---|---|---|---|---|")
        parts += [_line(each, own.get(each.id, [])) for each in found if each.chapter == chapter]
        parts.append("")
    return "\n".join(parts).rstrip() + "\n"


def _line(each: Control, own: list[str]) -> str:
    state = STATES[each.state]
    if each.state == "later":
        state = f"{state}（随{each.accompanies}）"
    elif each.state == "outside":
        state = f"{state}：{each.accompanies}"
    names = [f"`{each.id} {what}`" for what in own] + [f"`{node}`" for node in each.proof]
    return f"| {each.id} | {each.what} | {state} | {each.off or '–'} | {'，'.join(names) or '–'} |"


@cache
def functions(path: str) -> frozenset[str]:
    """Names of the tests of a file, those of its classes included."""
    tree = ast.parse((ROOT / path).read_text())
    return frozenset(
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    )


def is_there(node: str) -> bool:
    path, _, name = node.partition("::")
    if not (ROOT / path).is_file():
        return False
    return name.rpartition("::")[2] in functions(path) if name else bool(functions(path))


def own_checks() -> dict[str, list[str]]:
    from tests.controls.proofs import PROOFS

    found: dict[str, list[str]] = {}
    for proof in PROOFS:
        found.setdefault(proof.control, []).append(proof.what)
    return found


if __name__ == "__main__":
    import django

    django.setup()
    PAGE.write_text(page(controls(), own_checks()))
