"""Who may do what, as Markdown: from the areas' `access.py`, the table of addresses, and the commands.

Nothing is written twice. What a permission means is found by asking it for each role; what a command asks is
read from its source; what an address asks stands in `goldenthread.web.permission`, which a test holds to what
every address really answers.
"""

import ast
import inspect
import os
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from docs.examples import table

SOURCE = Path(__file__).resolve().parents[1] / "src" / "goldenthread"
AREAS = {
    "people": "People, services, holds and the trail",
    "plan": "Plans",
    "measures": "Measures and their figures",
    "delivery": "Service plans, risks and commitments",
    "reporting": "The quarter, its report, and members' questions",
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
    "waiting_workbooks": "shows only what the person handed over",
    "choose_digest": "is about the person's own account",
    "change_own_password": "is about the person's own account",
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
    "rehearse_rows": "marks the rows of a file that are not the person's; the command around it has asked",
}
"""Functions with a `who` that are parts of commands."""

ASKED_OVER = {
    "subjects": "service",
    "plan": "plan",
    "portfolio": "portfolio",
    "partner": "partner",
}
"""What a permission's parameter is about, by its name."""

PUBLIC = "public"


@dataclass(frozen=True, slots=True)
class Held:
    """A role over one thing, as a person holds it."""

    role: str
    scope_kind: str = ""
    scope_ref: str = ""


@dataclass(frozen=True, slots=True)
class Command:
    """One command: where it stands, what it says of itself, and the names of the permissions it asks."""

    area: str
    module: str
    name: str
    told: str
    asks: tuple[str, ...]


# --- permissions -------------------------------------------------------------------------------------------


def permissions(area: str) -> dict[str, Any]:
    """The `may_…` functions of an area, in the order in which they are written."""
    module = import_module(f"goldenthread.{area}.access")
    return {
        name: each
        for name, each in vars(module).items()
        if name.startswith("may_") and each.__module__ == module.__name__
    }


def person(*held: Held) -> Any:
    """Somebody who holds these roles; nobody of that name is in any database."""
    from goldenthread.people.models import User

    made = User(username="-".join(each.role for each in held) or "nobody")
    made.__dict__["held"] = held
    return made


def is_allowed(permission: Any, user: Any, over: str = "own") -> bool:
    """Whether the permission lets the person, over what is called `over`.

    Raises LookupError where it asks over something that is not known here.
    """
    from goldenthread.rules.subject import Subject

    said = {}
    for name, parameter in list(inspect.signature(permission, follow_wrapped=False).parameters.items())[1:]:
        if name in ASKED_OVER:
            said[name] = (Subject("service", over),) if name == "subjects" else over
        elif parameter.default is inspect.Parameter.empty:
            raise LookupError(f"{permission.__name__} asks over {name!r}: add it to ASKED_OVER")
    return bool(permission(user, **said))


def reach(permission: Any, held: Held) -> str:
    """How far a permission reaches for a role: `yes`, `own` for what it is held over, or nothing."""
    user = person(held)
    if not is_allowed(permission, user):
        return ""
    return "yes" if is_allowed(permission, user, "another") else "own"


def columns() -> dict[str, Held]:
    """A column for each role, and one more where a role means less when it is held over one thing."""
    from goldenthread.people.access import ROLES, SCOPES

    found: dict[str, Held] = {}
    every = [each for area in AREAS for each in permissions(area).values()]
    for role in ROLES:
        whole, *narrower = (Held(role, kind, "own" if kind else "") for kind in SCOPES[role])
        found[titled(role)] = whole
        for each in narrower:
            if any(reach(asked, each) != reach(asked, whole) for asked in every):
                found[f"{titled(role)} of one {each.scope_kind}"] = each
    return found


def titled(role: str) -> str:
    """A role's name as people say it."""
    from goldenthread.people.access import ROLES

    return ROLES[role].partition(":")[0]


# --- commands ----------------------------------------------------------------------------------------------


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


# --- the page ----------------------------------------------------------------------------------------------


def page() -> str:
    """Everything that the handbook's page of permissions has to say."""
    _ready()
    return "\n\n".join((_roles(), *(_area(area, title) for area, title in AREAS.items()), _addresses()))


def _ready() -> None:
    """Set the application up as it stands, over an empty folder of its own where none is named."""
    from django.apps import apps

    if apps.ready:
        return
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "goldenthread.web.settings")
    os.environ.setdefault("GOLDENTHREAD_HOME", mkdtemp(prefix="goldenthread-handbook-"))
    django.setup()


def _roles() -> str:
    from goldenthread.people.access import ROLES, SCOPES

    rows = []
    for role, told in ROLES.items():
        title, _, does = told.partition(": ")
        over = ", or one ".join(each or "the whole council" for each in SCOPES[role])
        rows.append((title, does, over if "" in SCOPES[role] else f"one {over}"))
    return "## The roles\n\n" + table(("role", "what it is for", "held over"), rows)


def _area(area: str, title: str) -> str:
    heads = columns()
    rows = [
        (f"{told(each)} `{name}`", _public(each), *(reach(each, held) for held in heads.values()))
        for name, each in permissions(area).items()
    ]
    asked = [
        (f"`{each.name}`", each.told, _named_in_words(each.asks) or OWN.get(each.name, ""))
        for each in commands()
        if each.area == area
    ]
    return "\n\n".join(
        (
            f"## {title}",
            table(("what", PUBLIC, *heads), rows),
            f"### What each act asks: {area}",
            table(("act", "what it does", "asks"), asked),
        )
    )


def told(permission: Any) -> str:
    """A permission in a sentence."""
    return " ".join((permission.__doc__ or "").split())


def _public(permission: Any) -> str:
    from django.contrib.auth.models import AnonymousUser

    return "yes" if is_allowed(permission, AnonymousUser()) else ""


def _named_in_words(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _addresses() -> str:
    from goldenthread.web.permission import OPENS, SENDS, everyone, known, officers, signed_in

    rows = [
        (f"`/{address}`", _asked_of(OPENS, name), _asked_of(SENDS, name)) for address, name, _ in addresses()
    ]
    doors = [(f"`{each.__name__}`", told(each)) for each in (everyone, signed_in, known, officers)]
    return "\n\n".join(
        (
            "## Every address",
            "An address that no form is sent to is only read; one that opens for nobody only takes a form.",
            table(("besides those above", "who that is"), doors),
            table(("address", "opens for", "takes a form from"), rows),
        )
    )


def _asked_of(held: Any, name: str) -> str:
    from goldenthread.web.permission import permission_of

    asked = permission_of(held, name)
    return f"`{asked.__name__}`" if asked else ""


def addresses() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """Every address: as it is written, its name, and the names of what stands in it, in order."""
    from django.urls import get_resolver

    return tuple(_beneath(get_resolver(), ""))


def _beneath(resolver: Any, before: str) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    for each in resolver.url_patterns:
        address = before + str(each.pattern)
        if hasattr(each, "url_patterns"):
            yield from _beneath(each, address)
        else:
            yield address, each.name or "", tuple(each.pattern.converters)
