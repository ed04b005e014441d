"""What a command says beside its answer, on the error stream: refusals first of all."""

import re
from collections.abc import Sequence

import click

from goldenthread.rules.refusal import Refusal

SHOWN = 50
"""Refusals printed; the rest are counted."""

# What moves a terminal's cursor or renames its window: a file's own words may hold it.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def say(line: str) -> None:
    """One line on the error stream, in which no file's words move the terminal's cursor."""
    click.echo(_CONTROL.sub("\ufffd", line), err=True)


def say_refusals(refusals: Sequence[Refusal], count: int | None = None) -> str:
    """Print the first refusals; returns how many there are, in words, and that more were not printed.

    `count` is how many there are, where not all were kept.
    """
    for refusal in refusals[:SHOWN]:
        say(str(refusal))
    count = len(refusals) if count is None else count
    rest = f", the first {SHOWN} of them above" if count > SHOWN else ""
    return f"{count} {'fault' if count == 1 else 'faults'}{rest}"


def say_warnings(warnings: Sequence[Refusal]) -> None:
    """Print what should be looked at, though nothing is refused for it."""
    for warning in warnings[:SHOWN]:
        say(f"warning: {warning}")
    if len(warnings) > SHOWN:
        say(f"{len(warnings)} things to look at, the first {SHOWN} of them above")


def say_left_out(refusals: Sequence[Refusal], count: int | None = None) -> None:
    """Print the refusals of rows left out of what was written, and their count where there are more."""
    counted = say_refusals(refusals, count)
    if len(refusals) > SHOWN:
        say(counted)
