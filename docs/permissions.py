"""Who may do what, as Markdown: from the areas' `access.py`, the table of addresses, and the commands.

Nothing is written twice. What a permission means is found by asking it for each role; what a command asks is
read from its source; what an address asks stands in `goldenthread.web.permission`, which a test holds to what
every address really answers.
"""

import inspect
import os
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from tempfile import mkdtemp
from typing import Any

from docs.command_permissions import AREAS, OWN, commands
from docs.examples import table

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
    from goldenthread.web.permission import OPENS, SENDS, bearers, everyone, known, officers, signed_in

    rows = [
        (f"`/{address}`", _asked_of(OPENS, name), _asked_of(SENDS, name)) for address, name, _ in addresses()
    ]
    doors = [(f"`{each.__name__}`", told(each)) for each in (everyone, signed_in, known, officers, bearers)]
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
