"""How far a long command has come, on a terminal alone."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

SOON = 1.0
"""What is done within so many seconds needs no bar."""

See = Callable[[int], object]


@contextmanager
def progress(label: str, length: int) -> Iterator[See]:
    """Gives what is told of each step, and draws a bar of them once a second has passed.

    Nothing is drawn where the error stream is no terminal. A step more than expected does no harm.
    """
    if not sys.stderr.isatty():
        yield lambda _steps: None
        return
    started = monotonic()
    bar: ProgressBar[int] | None = None
    waiting = 0

    def see(steps: int) -> None:
        nonlocal bar, waiting
        waiting += steps
        if bar is None and monotonic() - started >= SOON:
            bar = click.progressbar(length=length, label=label, file=sys.stderr)
        if bar is not None:
            bar.update(waiting)
            waiting = 0

    try:
        yield see
    finally:
        if bar is not None:
            bar.render_finish()
