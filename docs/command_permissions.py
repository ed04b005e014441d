"""What every command asks, read from its source, so that nothing is run and nothing is written twice."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[1] / "src" / "goldenthread"
AREAS = {
    "people": "People, services, holds and the trail",
    "plan": "Plans",
    "measures": "Measures and their figures",
    "delivery": "Service plans, risks and commitments",
    "finance": "The budget",
    "reporting": "The quarter, its report, and members' questions",
    "publish": "Editions",
}
NO_COMMANDS = ("views", "queries", "forms", "access", "models", "migrations")
"""Modules of an area that hold no command."""

OWN = {
    "discard_workbook": "removes only what the person handed over",
    "uploaded_rehearsal": "shows only what the person handed over",
    "kept_upload": "shows only what the person handed over",
    "waiting_uploads": "shows only what the person handed over",
    "upload_rehearsal": "shows only what the person handed over",
    "accept_upload": "takes in only what the person handed over",
    "accept_actions": "takes in only what the person handed over",
    "uploaded_book": "shows only what the person handed over",
    "waiting_workbooks": "shows only what the person handed over",
    "choose_digest": "is about the person's own account",
    "change_own_password": "is about the person's own account",
    "make_api_token": "makes a token for a role that the person holds",
    "end_other_sessions": "is about the person's own sessions",
    "note_second_factor": "is about the person's own second factor",
    "note_look": "notes only that the person looked",
}
"""Commands that ask for no role, since they reach nothing but what is the person's own."""

PARTS = {
    "record": "the way into the trail; the command around it has asked",
    "found_action": "asks the permission that its command names",
    "found_service_plan": "asks the permission that its command names",
    "name_of": "gives a name to write down",
    "monitoring_faults": "marks the lines that are not the person's; the command around it has asked",
    "rehearse_rows": "marks the rows of a file that are not the person's; the command around it has asked",
}
"""Functions with a `who` that are parts of commands."""


@dataclass(frozen=True, slots=True)
class Command:
    """One command: where it stands, what it says of itself, and the names of the permissions it asks."""

    area: str
    module: str
    name: str
    told: str
    asks: tuple[str, ...]


@cache
def commands() -> tuple[Command, ...]:
    """Every public function of an area that takes `who`, outside its pages and queries, in order."""
    return tuple(found for area in AREAS for path in _modules(area) for found in _commands(area, path))


def _modules(area: str) -> list[Path]:
    found = (path.relative_to(SOURCE) for path in sorted((SOURCE / area).rglob("*.py")))
    return [
        path
        for path in found
        if not set(path.with_suffix("").parts) & set(NO_COMMANDS)
        and not path.stem.endswith(("_view", "_views"))
    ]


@cache
def _functions(path: Path) -> dict[str, ast.FunctionDef]:
    module = ast.parse((SOURCE / path).read_text(encoding="utf-8"))
    return {node.name: node for node in module.body if isinstance(node, ast.FunctionDef)}


def _commands(area: str, path: Path) -> Iterator[Command]:
    module = ".".join(("goldenthread", *path.with_suffix("").parts))
    for name, node in _functions(path).items():
        if not name.startswith("_") and "who" in parameters(node) and name not in PARTS:
            told = (ast.get_docstring(node) or "").partition("\n\n")[0].replace("\n", " ")
            yield Command(area, module, name, told, tuple(sorted(asked_by(path, node))))


def parameters(node: ast.FunctionDef) -> list[str]:
    """The names of a function's parameters."""
    said = node.args
    return [each.arg for each in (*said.posonlyargs, *said.args, *said.kwonlyargs)]


def asked_by(path: Path, node: ast.FunctionDef) -> set[str]:
    """The permissions that stand between the person and the act.

    Those in `require(...)`, those named to a function that is handed `who`, and those before `raise
    NotAllowed`; also inside the module's own functions that are handed `who`. Where there are none, those of
    the commands that it hands `who` on to.
    """
    own, seen = _asked_here(path, node, {node.name})
    if own:
        return own
    return {each for name in seen for there in [_home_of(path, name)] if there for each in asked_by(*there)}


def _asked_here(path: Path, node: ast.FunctionDef, been: set[str]) -> tuple[set[str], list[str]]:
    """The permissions asked in this module, and the functions of others that `who` is handed to."""
    found, onward = set(_gated(node)), []
    for call in (each for each in ast.walk(node) if isinstance(each, ast.Call)):
        if not isinstance(call.func, ast.Name) or not _is_handed_who(call) or call.func.id in been:
            continue
        inside = _functions(path).get(call.func.id)
        if inside is None or not inside.name.startswith("_"):
            onward.append(call.func.id)
            continue
        more, beyond = _asked_here(path, inside, {*been, inside.name})
        found, onward = found | more, [*onward, *beyond]
    return found, onward


def _gated(node: ast.FunctionDef) -> Iterator[str]:
    """The permissions named where the function lets nobody past who may not."""
    for each in ast.walk(node):
        if isinstance(each, ast.Call) and isinstance(each.func, ast.Name):
            hands_on = _is_handed_who(each) and not each.func.id.startswith("may_")
            if each.func.id == "require" or hands_on:
                yield from _named(each)
        elif isinstance(each, ast.If) and any("NotAllowed" in ast.unparse(step) for step in each.body):
            yield from _named(each.test)


def _named(node: ast.AST) -> Iterator[str]:
    return (each.id for each in ast.walk(node) if isinstance(each, ast.Name) and each.id.startswith("may_"))


def _is_handed_who(call: ast.Call) -> bool:
    return any(isinstance(each, ast.Name) and each.id == "who" for each in call.args)


def _home_of(path: Path, name: str) -> tuple[Path, ast.FunctionDef] | None:
    """Where a function that this module calls is written: here, or where it is imported from."""
    if name in _functions(path):
        return path, _functions(path)[name]
    module = ast.parse((SOURCE / path).read_text(encoding="utf-8"))
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom) and node.module and name in {each.name for each in node.names}:
            there = Path(*node.module.split(".")[1:]).with_suffix(".py")
            if (SOURCE / there).is_file() and name in _functions(there):
                return there, _functions(there)[name]
    return None
