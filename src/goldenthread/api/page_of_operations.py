"""The description of the API as its page for people lays it out."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from goldenthread.api.openapi import PATHS, SERVER
from goldenthread.api.problem import PROBLEMS

MOST_LINES: Final = 40
"""An example is cut after so many lines; the document for programmes has it whole."""


@dataclass(frozen=True, slots=True)
class ParameterTold:
    """One parameter in words."""

    name: str
    description: str
    example: str
    is_needed: bool


@dataclass(frozen=True, slots=True)
class OperationTold:
    """One operation in words, with an address to try and what it would answer."""

    key: str
    title: str
    description: str
    path: str
    address: str
    parameters: tuple[ParameterTold, ...]
    example: str
    needs_token: bool

    @property
    def path_parts(self) -> list[str]:
        """The parts of its path, between which a narrow page may break it."""
        return self.path.strip("/").split("/")


@dataclass(frozen=True, slots=True)
class GroupTold:
    """The operations under one heading."""

    key: str
    title: str
    description: str
    operations: tuple[OperationTold, ...]


def operations_by_tag(described: Mapping[str, Any]) -> tuple[GroupTold, ...]:
    """Every operation under its heading."""
    every = [(path, each["get"]) for path, each in described["paths"].items()]
    return tuple(
        GroupTold(
            f"group-{number}",
            tag["name"],
            tag["description"],
            tuple(_told(path, operation) for path, operation in every if tag["name"] in operation["tags"]),
        )
        for number, tag in enumerate(described["tags"])
    )


def problems_told() -> Iterator[tuple[str, int, str]]:
    """Every problem: where it stands on the page, its status, and its title."""
    for status, (name, title) in PROBLEMS.items():
        yield f"problem-{name}", status, title


def _told(path: str, operation: Mapping[str, Any]) -> OperationTold:
    parameters = tuple(
        ParameterTold(
            each["name"], each["description"].replace("`", ""), str(each["example"]), each["required"]
        )
        for each in operation["parameters"]
    )
    content = operation["responses"]["200"]["content"]["application/json"]
    return OperationTold(
        key=f"operation-{operation['operationId']}",
        title=operation["summary"],
        description=operation["description"].replace("`", ""),
        path=SERVER + path,
        address=_address(path, operation["parameters"]),
        parameters=parameters,
        example=_cut(content["example"]),
        needs_token="security" in operation,
    )


def _address(path: str, parameters: list[Mapping[str, Any]]) -> str:
    """An address to try: every part filled in, with the first parameter that narrows."""
    for name, example in PATHS.items():
        path = path.replace(f"{{{name}}}", example)
    query = [(each["name"], each["example"]) for each in parameters if each["in"] == "query"]
    narrowing = [each for each in query if each[0] not in ("limit", "offset")] or query
    return SERVER + path + (f"?{urlencode(narrowing[:1])}" if narrowing else "")


def _cut(example: Any) -> str:
    lines = json.dumps(example, indent=1, ensure_ascii=False).splitlines()
    return "\n".join(lines if len(lines) <= MOST_LINES else [*lines[:MOST_LINES], "…"])
