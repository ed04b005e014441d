"""A demo that was made before starts and answers, beside Python starting with Django alone."""

import signal
import socket
import subprocess
import sys
import time
import urllib.request

from tests.bench.demo import command, home
from tests.bench.measuring import Result, interleaved

FLOOR = "import django.core.handlers.wsgi, granian"


def start() -> None:
    """From the command to the first answer, then stopped."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    served = subprocess.Popen(command("--port", str(port)), stderr=subprocess.DEVNULL)
    try:
        while served.poll() is None:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=30):
                    return
            except OSError:
                time.sleep(0.02)
        raise RuntimeError("the demo stopped")
    finally:
        served.send_signal(signal.SIGINT)
        served.wait(30)


def make() -> None:
    """What a second making would do, stopped at once because nothing has changed."""
    subprocess.run(command("--load-only"), check=True, capture_output=True)


def result() -> Result:
    """The contest, in seconds by the clock."""
    home()
    seconds = interleaved(
        {
            "golden thread": start,
            "floor: Python loads Django": lambda: subprocess.run([sys.executable, "-c", FLOOR], check=True),
            "the demo is found whole": make,
        }
    )
    return Result("Start a demo made before", "to the first answer, and stopped", seconds, "by the clock")
