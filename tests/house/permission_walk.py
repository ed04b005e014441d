"""Asking every address and every command as one person, with nothing of it kept."""

import inspect
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from docs.command_permissions import Command
from docs.permissions import addresses
from goldenthread.delivery.sheet import ActionReport
from goldenthread.people.access import NotAllowed
from goldenthread.people.models import User
from goldenthread.people.queries.service import services
from goldenthread.rules.measure import Measure, Target
from goldenthread.rules.period import Period
from tests.areas.reporting.quarter import AREA, QUARTER
from tests.house.permission_council import NOW, YEAR

WRITES = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)', re.IGNORECASE)
SIGN_IN = "/officer/sign-in/"


@dataclass(frozen=True, slots=True)
class Answer:
    """What one address answered one person, and what it wrote before it was all taken back."""

    name: str
    status: int
    asks_to_sign_in: bool
    is_kept: bool
    wrote: tuple[str, ...]
    body: str

    @property
    def turns_away(self) -> bool:
        return self.status in (401, 403) or self.asks_to_sign_in


@contextmanager
def taken_back() -> Iterator[list[str]]:
    """Everything inside is undone; the tables that it wrote to are listed."""
    wrote: list[str] = []

    def note(execute: Callable[..., Any], sql: str, *said: Any) -> Any:
        found = WRITES.match(sql)
        if found:
            wrote.append(found[1])
        return execute(sql, *said)

    with transaction.atomic(), connection.execute_wrapper(note):
        yield wrote
        transaction.set_rollback(True)


def in_address(made: Mapping[str, Any]) -> Mapping[str, Mapping[str, Any]]:
    """What stands in addresses that begin so, by its name; the longest beginning is the one that counts."""
    return {
        "": made | {"item": "o1", "parent": "o1", "service": "care", "code": AREA, "plan": "small"},
        "measures/": {"form": "csv", "slug": made["slug"]},
        "plans/": {"plan": "small", "item": "o1", "ending": "yaml"},
        "reports/": {"period": made["period"], "table": "summary"},
        "editions/": {
            "edition": made["edition"],
            "number": 1,
            "chapter": "summary",
            "name": "document.json",
        },
        "policies/": {"ref": "kent-annual-report-2017", "other": "every-question"},
        "data/": {"table": "measures"},
        "api/v1/": {
            "rest": "nothing",
            "measure": made["slug"],
            "period": made["period"],
            "ref": "kent-annual-report-2017",
            "table": "measures",
            "edition": "none",
        },
        "officer/me/": {"number": 1},
        "members/portfolio/": {"ref": "health"},
        "members/committee/": {"ref": "scrutiny"},
        "officer/portfolios/": {"ref": "health"},
        "officer/committees/": {"ref": "scrutiny"},
        "officer/partners/": {"ref": "nhs"},
        "officer/editions/": {"ref": made["draft"], "chapter": "foreword", "part": "own-1", "step": "up"},
        "officer/new-edition/": {"kind": "plan"},
        "officer/periods/": {"ref": made["period"], "period": made["period"], "token": "t" * 32},
        "officer/report/": {"period": made["period"], "name": "summary", "key": "red", "step": "down"},
        "officer/desk/": {"period": made["period"], "number": 1},
        "officer/questions/": {"number": made["question"]},
        "officer/measures-review/": {"year": made["year"]},
        "officer/service-plans/": {"ref": "care-plan", "plan": "care-plan", "priority": made["priority"]},
        "officer/actions/": {"ref": "care-2", "milestone": "roof", "number": 1},
        "officer/action-files/": {"number": 1},
        "officer/plan-files/": {"number": 1},
        "officer/risks/": {"ref": made["risk"], "number": made["step"]},
        "officer/issues/": {"ref": made["issue"]},
        "officer/lessons/": {"ref": made["lesson"]},
        "officer/commitments/": {"ref": made["commitment"]},
        "officer/imports/": {"token": "t" * 32, "ref": "none"},
        "officer/publication/": {"number": made["hold"]},
        "officer/letters/": {"number": 1},
        "officer/invitation/": {"key": made["invitation"]},
        "budget/": {"ref": made.get("budget", "budget-2021"), "service": "libraries", "table": "services"},
        "officer/budget/": {
            "ref": made.get("budget", "budget-2021"),
            "line": "roads",
            "change": "library-hours",
            "fund": "dsg",
            "reserve": "general",
            "part": "lines",
            "of": "roads",
            "year": 2021,
            "scenario": "no-rise",
            "driver": "pay",
        },
        "officer/budget/from-outturn/": {"number": 1},
        "officer/budget/upload/": {"number": 1},
        "officer/budget/monitoring/": {"year": 2021, "month": 3, "line": "roads", "number": 1},
        "officer/budget/virements/": {"ref": "2021-1"},
        "officer/budget/savings/": {"year": 2021, "ref": "library-hours"},
        "officer/people/": {"username": "asker", "number": 1},
    }


def routes(made: Mapping[str, Any]) -> dict[str, str]:
    """Every address by its name, filled in. Raises LookupError for one that cannot be: say it above."""
    values, found = in_address(made), {}
    for address, name, wanted in addresses():
        start = max((each for each in values if address.startswith(each)), key=len)
        missing = [each for each in wanted if each not in values[start] and each not in values[""]]
        if missing:
            raise LookupError(f"/{address} needs {missing} in {__name__}.in_address")
        said = {each: values[start].get(each, values[""].get(each)) for each in wanted}
        found[name] = reverse(name, kwargs=said)
        if not found[name].startswith("/" + address.partition("<")[0]):
            found[name] = "/" + address
    return found


def walked(user: User | None, paths: Mapping[str, str], method: str) -> tuple[Answer, ...]:
    """What every address answers the person."""
    client = Client()
    if user is not None:
        client.force_login(user)
    key = client.cookies.get(settings.SESSION_COOKIE_NAME)
    session = key.value if key else ""
    found = []
    for name, path in paths.items():
        client.cookies.clear()
        if session:
            client.cookies[settings.SESSION_COOKIE_NAME] = session
        with taken_back() as wrote:
            found.append(_answer(client, name, path, method, wrote))
    return tuple(found)


def _answer(client: Client, name: str, path: str, method: str, wrote: list[str]) -> Answer:
    answer = client.get(path) if method == "GET" else client.post(path, {"plan": "small", "item": "o1"})
    streams = getattr(answer, "streaming", False)
    content = b"".join(answer.streaming_content) if streams else answer.content  # type: ignore[attr-defined]
    to_door = answer.headers.get("Location", "").partition("?")[0] == SIGN_IN
    kept = "no-store" not in answer.headers.get("Cache-Control", "")
    return Answer(name, answer.status_code, to_door, kept, tuple(wrote), content.decode("utf-8", "replace"))


# --- permissions -------------------------------------------------------------------------------------------


def places() -> dict[str, Any]:
    """What the tests are over, by the name of a permission's parameter."""
    over = services(date(2026, 10, 5)).subjects("care")
    return {"subjects": over, "plan": "small", "portfolio": "health", "partner": "nhs"}


def allowed(permission: Callable[..., bool], user: User | None, over: Mapping[str, Any]) -> bool:
    """Whether the permission lets the person do it over these."""
    asked = inspect.signature(permission, follow_wrapped=False).parameters
    said = {name: value for name, value in over.items() if name in asked}
    return bool(permission(user if user is not None else AnonymousUser(), **said))


# --- commands ----------------------------------------------------------------------------------------------


def in_command(made: Mapping[str, Any], folder: Path) -> Mapping[str, Mapping[str, Any]]:
    """What commands are handed, by the end of their module's name and the name of the parameter."""
    table = folder / "table.csv"
    table.write_text("ref\n")
    period = made["period"]
    return {
        "": {
            "action": "care-2",
            "plan": "small",
            "item": "o1",
            "service": "care",
            "now": NOW,
            "path": table,
            "tree": services(date(2026, 10, 5)),
        },
        "plan.commands": {"ref": "small"},
        "commands.account": {"username": "asker"},
        "commands.role": {"username": "asker"},
        "commands.sign_in": {"username": "asker"},
        "people.commands.service": {"ref": "care"},
        "delivery.commands.commitment": {"ref": made["commitment"]},
        "delivery.commands.issue": {"ref": made["issue"]},
        "delivery.commands.risk": {"ref": made["risk"]},
        "delivery.commands.risk_action": {"ref": made["risk"], "number": made["step"]},
        "delivery.commands.action": {"ref": "care-2"},
        "delivery.commands.report": {
            "ref": "care-2",
            "reports": [ActionReport("care-2", "on_track", None, date(2026, 10, 5), {})],
        },
        "delivery.commands.milestone": {"ref": "roof", "number": 1},
        "delivery.commands.service_plan": {"ref": "care-plan", "plan": "care-plan"},
        "finance.commands": {"ref": made["budget"]},
        "finance.commands.saving": {"year": 2021, "ref": "library-hours", "month": 3},
        "finance.commands.virement": {"year": 2021},
        "reporting.commands.question": {"number": made["question"], "portfolio": "health"},
        "reporting.commands.measures_review": {"year": made["year"]},
        "reporting.commands.period": {"ref": period, "period": QUARTER},
        "reporting.commands.closing": {"ref": period},
        "reporting.commands.reminding": {"ref": period},
        "reporting.commands.report": {"ref": period},
        "reporting.commands": {"period": period},
        "measures.commands": {
            "ref": "reviews",
            "measures": [Measure("new", "New", "%")],
            "targets": [Target("reviews", AREA, QUARTER, target=Decimal(1))],
        },
    }


def refuses(command: Command, user: User, values: Mapping[str, Mapping[str, Any]]) -> bool:
    """Whether the command says NotAllowed to the person, whatever else it says; nothing of it is kept."""
    function = getattr(import_module(command.module), command.name)
    said = handed(command, function, values) | {"who": user}
    with taken_back():
        try:
            function(**said)
        except NotAllowed:
            return True
        except Exception:
            return False
    return False


def handed(
    command: Command, function: Callable[..., Any], values: Mapping[str, Mapping[str, Any]]
) -> dict[str, Any]:
    """Something for every parameter that needs it. Raises LookupError for one that nobody can fill in."""
    inside = inspect.unwrap(function)
    types, found = get_type_hints(inside, _names_of(inside)), {}
    said = {
        name: value
        for end in sorted(values, key=len)
        if not end or command.module.endswith(end) or f".{end}." in command.module
        for name, value in values[end].items()
    }
    for name, parameter in inspect.signature(inside).parameters.items():
        if name in said and not (name == "period" and types[name] is Period):
            found[name] = said[name]
        elif parameter.default is inspect.Parameter.empty and name != "who":
            found[name] = something(types[name], name, said)
    return found


def _names_of(function: Callable[..., Any]) -> dict[str, Any]:
    """What its annotations may name; an uploaded file takes no type while the program runs."""
    return {**function.__globals__, "UploadedFile": list}


def something(wanted: Any, name: str, said: Mapping[str, Any]) -> Any:
    """The least that can stand for a value of that type."""
    plain: dict[Any, Any] = {
        str: "x", int: 1, bool: False, bytes: b"", date: date(2026, 10, 5), datetime: NOW, Period: YEAR,
        Decimal: Decimal(1), float: 1.0,
    }  # fmt: skip
    if wanted in plain:
        return plain[wanted]
    origin, inner = get_origin(wanted), get_args(wanted)
    if type(None) in inner:
        return None
    if origin is not None and issubclass(origin, Mapping):
        return {}
    if origin is not None and issubclass(origin, Callable):  # type: ignore[arg-type]
        return lambda *said: "x"
    if origin is not None:
        return ()
    if is_dataclass(wanted):
        return _least(wanted, said)
    if "pyarrow" in str(wanted):
        return None
    raise LookupError(f"nothing is known to stand for {name}: {wanted}")


def _least(wanted: Any, said: Mapping[str, Any]) -> Any:
    types = get_type_hints(wanted)
    known = {"service": "care", "ref": said.get("ref", "x"), "plan": "", "portfolio": "health"}
    filled = {
        each.name: known.get(each.name) or something(types[each.name], each.name, said)
        for each in fields(wanted)
        if (each.default is MISSING and each.default_factory is MISSING) or each.name == "service"
    }
    return wanted(**filled)
