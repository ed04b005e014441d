"""A process of its own that imports a file: `python writing.py FILE [DIE_AT]`, in the installation of its
environment. With DIE_AT it is killed there, as a machine that stops would stop it."""

import os
import signal
import sys
from pathlib import Path
from typing import Any

import django

django.setup()

from goldenthread.engine import observation_run, observation_stream  # noqa: E402
from goldenthread.engine.store import ObservationStore  # noqa: E402
from goldenthread.measures import delivery, models  # noqa: E402
from goldenthread.measures.commands import import_release, rehearse_import  # noqa: E402


def die(*_: Any, **__: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def main(file: Path, die_at: str) -> None:
    if die_at.startswith("of a large file"):
        observation_stream.LARGE = 0
    if die_at.endswith("while a portion is checked"):
        observation_run.check_cells = die  # type: ignore[assignment]
    if die_at.endswith("while portions are merged"):
        observation_stream.settle = die  # type: ignore[assignment]
    rehearsal = rehearse_import(None, [file])
    if die_at.endswith("before the segment is named"):
        Path.replace = die  # type: ignore[assignment,method-assign]
    if die_at == "after the segment is written":
        delivery.found_source = die  # type: ignore[assignment]
    if die_at == "before the line in the trail":
        delivery.record = die
    if die_at == "after the line in the trail":
        recorded = delivery.record

        def record_and_die(*said: Any, **more: Any) -> None:
            recorded(*said, **more)
            assert models.Release.objects.exists() and ObservationStore is not None
            die()

        delivery.record = record_and_die
    import_release(None, rehearsal)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else "")
