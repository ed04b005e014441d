"""How far a long command has come: on a terminal, after a second, and nowhere else."""

import io
import sys
from collections.abc import Iterator

import pytest

from goldenthread.cli import progress as module
from goldenthread.cli.progress import progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[float]]:
    """Seconds that pass when the test says so."""
    now = [0.0]
    monkeypatch.setattr(module, "monotonic", lambda: now[0])
    yield now


def drawn(monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, clock: list[float], seconds: float) -> str:
    monkeypatch.setattr(sys, "stderr", stream)
    with progress("Reading", 100) as see:
        see(30)
        clock[0] += seconds
        see(30)
        see(60)
    return stream.getvalue()


def test_a_terminal_shows_how_far_it_has_come(monkeypatch: pytest.MonkeyPatch, clock: list[float]) -> None:
    said = drawn(monkeypatch, Terminal(), clock, 1.5)
    assert "Reading" in said and "60%" in said and "100%" in said and said.endswith("\n")


def test_what_is_done_within_a_second_needs_no_bar(
    monkeypatch: pytest.MonkeyPatch, clock: list[float]
) -> None:
    assert drawn(monkeypatch, Terminal(), clock, 0.5) == ""


def test_nothing_is_drawn_into_a_pipe(monkeypatch: pytest.MonkeyPatch, clock: list[float]) -> None:
    assert drawn(monkeypatch, io.StringIO(), clock, 60) == ""
