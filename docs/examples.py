"""The example tables of a test file, as Markdown: read from the source, so that nothing is run.

A test is a sentence: its name is the heading. Each of its `parametrize` tables is shown row by row; a test
without one is shown as its sentence, which opens on what it does.
"""

import ast
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from textwrap import dedent

Nodes = Mapping[str, ast.expr]


def examples_of(source: str, file: str, about: Sequence[str] = ()) -> str:
    """Every example table of the tests in `source`, then the sentences of the tests that have none.

    `about`, where given, keeps the tests whose names have one of these words in them.
    """
    module = ast.parse(source)
    named = _constants(module)
    tests = [
        node
        for node in ast.walk(module)
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_") and _is_about(node.name, about)
    ]
    tests.sort(key=lambda test: test.lineno)
    parts = []
    alone = []
    for test in tests:
        tables = [_table(call, named) for call in _parametrized(test)]
        told = (ast.get_docstring(test) or "").replace("\n", " ")
        if tables:
            parts += [f"**{sentence(test.name)}.**", *([told] if told else []), *tables]
        else:
            alone.append(_opening(sentence(test.name), _body(test, source)))
    held = [f"Also held by `{file}`:", *alone] if alone else []
    return "\n\n".join((f"Taken from `{file}` when this page was built.", *parts, *held))


def _body(test: ast.FunctionDef, source: str) -> str:
    """What a test does, as it is written."""
    first = test.body[1] if ast.get_docstring(test) and len(test.body) > 1 else test.body[0]
    lines = source.splitlines()[first.lineno - 1 : test.end_lineno]
    return dedent("\n".join(lines))


def _opening(said: str, what: str) -> str:
    """A sentence that opens on the code beneath it."""
    code = escape(what, quote=False).replace("\n\n", "\n")
    return f"<details><summary>{escape(said, quote=False)}.</summary><pre><code>{code}</code></pre></details>"


def _is_about(name: str, about: Sequence[str]) -> bool:
    return not about or any(word in name for word in about)


def sentence(name: str) -> str:
    """A test's name as a sentence: `test_zero_is_kept` says "Zero is kept"."""
    words = name.removeprefix("test_").replace("_", " ")
    return words[:1].upper() + words[1:]


def table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table."""
    return "\n".join((row(headings), row(["---"] * len(headings)), *(row(each) for each in rows)))


def row(cells: Sequence[str]) -> str:
    """One line of a Markdown table."""
    return "| " + " | ".join(cell.strip().replace("\n", "<br>") for cell in cells) + " |"


def _constants(module: ast.Module) -> Nodes:
    found: dict[str, ast.expr] = {}
    for node in module.body:
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            found[node.targets[0].id] = node.value
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.value:
            found[node.target.id] = node.value
    return found


def _parametrized(test: ast.FunctionDef) -> Iterator[ast.Call]:
    for mark in test.decorator_list:
        if isinstance(mark, ast.Call) and ast.unparse(mark.func).endswith("parametrize"):
            yield mark


def _table(call: ast.Call, named: Nodes) -> str:
    headings = _headings(call.args[0])
    rows = call.args[1]
    if isinstance(rows, ast.Name):
        rows = named.get(rows.id, rows)
    if not isinstance(rows, ast.List | ast.Tuple):
        return f"Every {' and '.join(headings)} of `{ast.unparse(rows)}`."
    return table(headings, [_cells(each, len(headings)) for each in rows.elts])


def _headings(names: ast.expr) -> list[str]:
    said = ast.literal_eval(names)
    each = said.split(",") if isinstance(said, str) else said
    return [name.strip().replace("_", " ") for name in each]


def _cells(node: ast.expr, count: int) -> list[str]:
    if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("param"):
        return [_shown(arg) for arg in node.args]
    if count > 1 and isinstance(node, ast.Tuple | ast.List):
        return [_shown(part) for part in node.elts]
    return [_shown(node)]


def _shown(node: ast.expr) -> str:
    """A cell as people read it: text and numbers bare, Decimal("2.8") as 2.8, nothing as empty."""
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return f"-{_shown(node.operand)}"
    if isinstance(node, ast.Constant):
        return "" if node.value is None else str(node.value).replace("|", "\\|")
    is_number = isinstance(node, ast.Call) and ast.unparse(node.func) in ("Decimal", "Fraction")
    if is_number and isinstance(node, ast.Call) and len(node.args) == 1:
        return _shown(node.args[0])
    if isinstance(node, ast.Tuple | ast.List | ast.Set):
        return ", ".join(_shown(part) for part in node.elts)
    return "`" + ast.unparse(node).replace("|", "\\|") + "`"
