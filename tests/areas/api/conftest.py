"""A small council with published figures, and a way to ask the API."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client

from goldenthread.measures.commands import (
    import_release,
    link_measure,
    publish_release,
    rehearse_import,
)
from tests.areas.measures.conftest import HEADER
from tests.house.permission_council import lay_council

AREA, DISTRICT = "E10000016", "E07000105"
ROWS = (
    f"reviews,{AREA},2014/15,70.0",
    f"reviews,{AREA},2015/16,72.5",
    f"reviews,{AREA},2016/17,80.0,,provisional",
    f"reviews,{AREA},2016/17,81.0,sex=female",
    f"reviews,{DISTRICT},2016/17,,,suppressed",
    f"waiting,{AREA},2016/17,180",
)
"""Reviews are public and waiting is not."""

Ask = Callable[..., HttpResponse]


@pytest.fixture
def own_folder(tmp_path: Path, settings: Any) -> None:
    settings.HOME = tmp_path
    settings.OBSERVATIONS = tmp_path / "observations"


@pytest.fixture
def made(db: None, own_folder: None, tmp_path: Path) -> Mapping[str, Any]:
    """A council with one of everything; what stands in addresses, by its name."""
    made = lay_council()
    lay_figures(tmp_path)
    return made


def lay_figures(folder: Path) -> str:
    """Figures of two measures in one published release: its ref."""
    path = folder / "figures.csv"
    width = HEADER.count(",")
    path.write_text("\n".join([HEADER, *(row + "," * (width - row.count(",")) for row in ROWS)]) + "\n")
    link_measure(None, "reviews", "small", "o1", "The plan's own measure", "council")
    return publish(path)


def publish(path: Path) -> str:
    """Bring in a file of figures and publish it: the release's ref."""
    release = import_release(None, rehearse_import(None, [path])).release
    publish_release(None, release)
    return release


@pytest.fixture
def ask(made: Mapping[str, Any], client: Client) -> Ask:
    """Asks one address beneath /api/v1/, with a token where one is given."""

    def asked(path: str, token: str = "", **headers: str) -> HttpResponse:
        if token:
            headers["authorization"] = f"Bearer {token}"
        return client.get(f"/api/v1/{path}", headers=headers)

    return asked


def told(answer: HttpResponse) -> Any:
    """What a good answer says."""
    assert answer.status_code == 200, answer.content
    return json.loads(answer.content)


def refused(answer: HttpResponse, status: int) -> Any:
    """What a problem says: its status stands in it too."""
    assert answer.status_code == status, answer.content
    assert answer.headers["Content-Type"] == "application/problem+json"
    said = json.loads(answer.content)
    assert said["status"] == status and said["type"].startswith("/api/#problem-")
    assert {"title", "detail", "instance"} <= set(said)
    return said
