"""Who may do what: every address and every command, asked as a person of every role.

The table of addresses is `goldenthread.web.permission`; what a command asks is read from the command itself.
A route or a command that nobody wrote down, or that answers otherwise than is written, is named.
"""

import ast
import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import override_settings

from docs import permissions as handbook
from docs.build import DOCS, filled
from docs.command_permissions import AREAS, OWN, SOURCE, commands
from goldenthread.people.access import ROLES, SCOPES
from goldenthread.people.models import User
from goldenthread.people.role import read_role
from goldenthread.web.permission import OPENS, SENDS, Permission, everyone, known, officers, permission_of
from tests.house.permission_council import EVERYBODY, PEOPLE, PUBLIC, WHISPERED, lay_council, lay_people
from tests.house.permission_walk import Answer, allowed, in_command, places, refuses, routes, walked

pytestmark = pytest.mark.django_db

SAYS_NO_BY_NATURE = {"account_inactive"}
"""It tells somebody that their account is closed."""

HIDES = {"officer-commitment", "revise-commitment", "publish-commitment"}
"""What somebody may not see there is not there for them: it answers 404, not 403."""

NOTED_BY_LOOKING = {"reporting_lastlook", "django_session", "usersessions_usersession"}
"""The only tables that opening a page may write to: that somebody looked, and their session."""

READS_IT = {
    "Cabinet Member of the portfolio": {"question", "draft-answer", "answer-question"},
    "another partner": {"officer-home", "officer-commitments", "commitments-file"},
}
"""Who else reads a word of what is not public: the draft of their answer, and their own promise."""

SEND_EVERYWHERE = {PUBLIC, "closed account", "performance officer"}
"""Who sends forms also to what takes none, and finds that nothing comes of it."""

QUICK = ["django.contrib.auth.hashers.MD5PasswordHasher"]
"""Passwords are no part of these tests."""

COMMANDS = {each.name: each for each in commands()}
ASKING = [name for name, each in COMMANDS.items() if each.asks and name not in OWN]


@dataclass(slots=True)
class Council:
    """The council of these tests, everybody in it, and what they were answered so far."""

    made: Mapping[str, Any]
    people: Mapping[str, User]
    folder: Path
    paths: Mapping[str, str]
    over: Mapping[str, Any]
    heard: dict[tuple[str, str], tuple[Answer, ...]] = field(default_factory=dict)

    def answers(self, person: str, method: str) -> tuple[Answer, ...]:
        """What every address answers the person; asked once. A form is sent where one is taken."""
        if (person, method) not in self.heard:
            every = person in SEND_EVERYWHERE
            paths = {name: path for name, path in self.paths.items() if every or _is_asked(name, method)}
            self.heard[person, method] = walked(self.people.get(person), paths, method)
        return self.heard[person, method]

    def may(self, permission: Permission | None, person: str) -> bool:
        return permission is not None and allowed(permission, self.people.get(person), self.over)


def _is_asked(name: str, method: str) -> bool:
    """What opens for whoever is not signed in opens for all, so that not everybody need try it."""
    if method == "GET":
        return permission_of(OPENS, name) is not everyone
    return permission_of(SENDS, name) is not None


@contextmanager
def quiet() -> Iterator[None]:
    """Thousands are turned away here; the log need not tell of each."""
    log = logging.getLogger("django.request")
    before = log.level
    log.setLevel(logging.CRITICAL)
    yield
    log.setLevel(before)


@pytest.fixture(scope="module")
def council(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Council]:
    """Laid once; everything is taken back after the module's last test."""
    folder = tmp_path_factory.mktemp("permissions")
    with (
        django_db_blocker.unblock(),
        override_settings(HOME=folder, OBSERVATIONS=folder / "observations", PASSWORD_HASHERS=QUICK),
        transaction.atomic(),
        quiet(),
    ):
        made = lay_council()
        yield Council(made, lay_people(), folder, routes(made), places())
        transaction.set_rollback(True)


def names(table: Mapping[Permission, str]) -> list[str]:
    return [name for said in table.values() for name in said.split()]


def test_every_route_stands_in_the_table() -> None:
    written = {*names(OPENS), *names(SENDS)}
    missing = [name or address for address, name, _ in handbook.addresses() if name not in written]
    assert not missing, f"add these to goldenthread.web.permission: {missing}"


def test_nothing_stands_in_the_table_twice_or_for_no_route() -> None:
    there = {name for _, name, _ in handbook.addresses()}
    for table in (OPENS, SENDS):
        assert sorted(names(table)) == sorted(set(names(table)) & there)


def test_somebody_holds_every_role_over_everything_that_it_may_be_held_over() -> None:
    held = {(each.role, each.kind) for roles in PEOPLE.values() for each in map(read_role, roles)}
    assert held >= {(role, kind) for role in ROLES for kind in SCOPES[role]}


@pytest.mark.parametrize("person", EVERYBODY)
def test_every_page_opens_for_those_who_may_and_for_no_others(council: Council, person: str) -> None:
    wrong = []
    for answer in council.answers(person, "GET"):
        permission = permission_of(OPENS, answer.name)
        if permission is None:
            fits = answer.turns_away or answer.status == 405
        elif permission is everyone:
            fits = answer.status != 403 or answer.name in SAYS_NO_BY_NATURE
        elif council.may(permission, person):
            fits = not answer.turns_away and answer.status not in (405, 500)
        else:
            fits = answer.turns_away or (answer.status == 404 and answer.name in HIDES)
        if not fits:
            wrong.append((answer.name, answer.status))
    assert not wrong, wrong


@pytest.mark.parametrize("person", EVERYBODY)
def test_every_form_is_taken_from_those_who_may_and_from_no_others(council: Council, person: str) -> None:
    """Whoever may not is turned away at once or, on a page they may read, before anything is written."""
    wrong = []
    for answer in council.answers(person, "POST"):
        permission = permission_of(SENDS, answer.name)
        wrote = set(answer.wrote) - NOTED_BY_LOOKING
        if permission is None:
            fits = not wrote and (answer.status in (200, 404, 405) or answer.turns_away)
        elif permission is everyone:
            fits = answer.status != 403
        elif council.may(permission, person):
            fits = not answer.turns_away and answer.status not in (405, 500)
        else:
            opens = council.may(permission_of(OPENS, answer.name) or _door(answer.name), person)
            fits = answer.turns_away or (not wrote and (opens or answer.name in HIDES))
        if not fits:
            wrong.append((answer.name, answer.status, wrote))
    assert not wrong, wrong


def _door(name: str) -> Permission:
    """Who gets as far as a form that stands on no page of its own."""
    return known if name in ("draft-answer", "answer-question", "publish-question") else officers


@pytest.mark.parametrize("person", EVERYBODY)
def test_opening_a_page_changes_nothing(council: Council, person: str) -> None:
    changed = [
        (answer.name, set(answer.wrote))
        for answer in council.answers(person, "GET")
        if set(answer.wrote) - NOTED_BY_LOOKING
    ]
    assert not changed


@pytest.mark.parametrize("person", EVERYBODY)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_no_browser_keeps_what_stands_behind_the_door(council: Council, person: str, method: str) -> None:
    kept = [
        answer.name
        for answer in council.answers(person, method)
        if answer.is_kept and council.paths[answer.name].startswith(("/officer/", "/members/"))
    ]
    assert not kept, kept


@pytest.mark.parametrize("person", EVERYBODY)
def test_what_is_not_public_is_read_by_nobody_else(council: Council, person: str) -> None:
    if council.may(officers, person):
        assert any(WHISPERED in answer.body for answer in council.answers(person, "GET"))
        return
    told = {
        answer.name
        for method in ("GET", "POST")
        for answer in council.answers(person, method)
        if WHISPERED in answer.body
    }
    assert told <= READS_IT.get(person, set())


def test_a_closed_account_is_answered_as_the_public_is(council: Council) -> None:
    for method in ("GET", "POST"):
        pairs = zip(council.answers("closed account", method), council.answers(PUBLIC, method), strict=True)
        differ = [(a.name, a.status, b.status) for a, b in pairs if a.status != b.status]
        assert not differ


def test_every_command_asks_who_may() -> None:
    silent = [each.module + "." + each.name for each in commands() if not each.asks]
    unsaid = [name for name in silent if name.rpartition(".")[2] not in OWN]
    assert not unsaid, f"these ask for no permission: {unsaid}"


@pytest.mark.parametrize("name", ASKING)
def test_a_command_is_done_for_those_who_may_and_for_no_others(council: Council, name: str) -> None:
    command, values = COMMANDS[name], in_command(council.made, council.folder)
    asked = [_permission(each) for each in command.asks]
    wrong = []
    for person, user in council.people.items():
        if refuses(command, user, values) == all(council.may(each, person) for each in asked):
            wrong.append(person)
    assert not wrong, f"{command.module}.{name} asks {command.asks}"


def _permission(name: str) -> Callable[..., bool]:
    found = [each for area in AREAS for each in [handbook.permissions(area).get(name)] if each]
    assert len(found) == 1, f"{name} is a permission of {len(found)} areas"
    return found[0]  # type: ignore[no-any-return]


def test_no_page_acts_as_the_keeper() -> None:
    """A command with `who` None is the keeper's, who needs no role: no page may call one so."""
    acting = []
    for path in sorted(SOURCE.rglob("*view*/*.py")) + sorted(SOURCE.rglob("*view*.py")):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(call, ast.Call) or ast.unparse(call.func).rpartition(".")[2] not in COMMANDS:
                continue
            first = (
                call.args[0] if call.args else next((k.value for k in call.keywords if k.arg == "who"), None)
            )
            if first is None or (isinstance(first, ast.Constant) and first.value is None):
                acting.append(f"{path.name}: {ast.unparse(call)[:60]}")
    assert not acting


def test_the_handbook_prints_the_table_from_the_same_source() -> None:
    page = DOCS / "guide" / "permissions.md"
    shown = filled(page.read_text("utf-8"), str(page))
    said = [each for area in AREAS for each in handbook.permissions(area).values()]
    assert all(handbook.told(each) and handbook.told(each) in shown for each in said)
    assert all(f"`{name}`" in shown for name in COMMANDS)
    assert all(f"`/{address}`" in shown for address, _, _ in handbook.addresses())


HOW_FAR = [
    ("may_fill_return", handbook.Held("service_lead", "service", "own"), "own"),
    ("may_fill_return", handbook.Held("performance"), "yes"),
    ("may_fill_return", handbook.Held("councillor"), ""),
    ("may_answer", handbook.Held("cabinet_member", "portfolio", "own"), "own"),
    ("may_update_commitments", handbook.Held("partner", "partner", "own"), "own"),
    ("may_edit_plan", handbook.Held("strategy"), "yes"),
    ("may_edit_plan", handbook.Held("strategy", "plan", "own"), "own"),
    ("may_set_council", handbook.Held("auditor"), ""),
]


@pytest.mark.parametrize(("permission", "held", "far"), HOW_FAR)
def test_the_handbook_says_how_far_a_role_reaches(permission: str, held: handbook.Held, far: str) -> None:
    assert handbook.reach(_permission(permission), held) == far
