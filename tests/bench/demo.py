"""A demo's home with national figures, made once for every benchmark that needs one."""

import atexit
import os
import subprocess
import sys
from functools import cache
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp

from tests.bench.material import folder


def command(*options: str) -> list[str]:
    """The demo with national figures, as the command line is asked for it."""
    return [sys.executable, "-m", "goldenthread", "demo", "--data", str(folder()), *options]


@cache
def home() -> Path:
    """The folder of a demo that is made already. This process reads it from now on."""
    made = Path(mkdtemp(prefix="goldenthread-bench-"))
    atexit.register(rmtree, made, ignore_errors=True)
    os.environ |= {"GOLDENTHREAD_HOME": str(made), "DATABASE_URL": ""}
    subprocess.run(command("--load-only"), check=True, capture_output=True)
    return made
