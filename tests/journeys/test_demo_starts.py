"""A newcomer starts the demo: once from nothing, then again at once, and after it was cut off half-way."""

import os
import re
import signal
import socket
import stat
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

COLD = 120.0
"""Seconds after which a demo that does not answer is given up."""


def demo(home: Path, *options: str) -> "subprocess.CompletedProcess[str]":
    """Run the demo to its end, in a home of its own."""
    command = [sys.executable, "-m", "goldenthread", "demo", *options]
    return subprocess.run(command, env=environment(home), capture_output=True, text=True, timeout=COLD)


def environment(home: Path) -> dict[str, str]:
    return os.environ | {"GOLDENTHREAD_HOME": str(home), "DATABASE_URL": "", "GOLDENTHREAD_NOTICE": ""}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which the demo was made."""
    home = tmp_path_factory.mktemp("demo") / "home"
    done = demo(home, "--load-only")
    assert done.returncode == 0, done.stderr
    assert "Loaded 3 plans" in done.stderr
    return home


def test_the_officers_file_is_for_its_owner_alone(made: Path) -> None:
    assert stat.S_IMODE((made / "officers.json").stat().st_mode) == 0o600


def test_a_demo_made_before_answers_with_the_same_passwords_and_is_not_made_again(made: Path) -> None:
    kept = (made / "officers.json").read_text()
    port = free_port()
    command = [sys.executable, "-m", "goldenthread", "demo", "--port", str(port)]
    served = subprocess.Popen(command, env=environment(made), stderr=subprocess.PIPE, text=True)
    try:
        page = answer(f"http://127.0.0.1:{port}/healthy", time.monotonic() + COLD, served)
    finally:
        served.send_signal(signal.SIGINT)
        said = served.communicate(timeout=30)[1]
    assert page == 200
    assert "Making the demo" not in said
    passwords = re.findall(r"password (\S+)", said)
    assert len(passwords) == kept.count('"password"') and all(each in kept for each in passwords)


def test_a_demo_that_was_cut_off_half_way_is_made_anew(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "goldenthread", "demo", "--load-only"]
    cut = subprocess.Popen(command, env=environment(tmp_path / "home"), stderr=subprocess.PIPE, text=True)
    assert cut.stderr is not None
    for line in cut.stderr:
        if "Loading plans" in line:
            break
    cut.kill()
    cut.wait(10)
    assert (tmp_path / "home" / "goldenthread.sqlite3").exists()
    done = demo(tmp_path / "home", "--load-only")
    assert done.returncode == 0, done.stderr
    assert "Loaded 3 plans" in done.stderr


def test_an_installation_of_the_councils_own_is_never_touched(tmp_path: Path) -> None:
    (tmp_path / "goldenthread.sqlite3").write_text("a council's own")
    done = demo(tmp_path, "--load-only")
    assert done.returncode == 1
    assert "which the demo did not make" in done.stderr and "Traceback" not in done.stderr
    assert (tmp_path / "goldenthread.sqlite3").read_text() == "a council's own"


def test_a_folder_without_data_is_refused_and_the_demo_that_was_there_stays(
    made: Path, tmp_path: Path
) -> None:
    kept = (made / "officers.json").read_text()
    done = demo(made, "--load-only", "--data", str(tmp_path))
    assert done.returncode == 1 and "there is no data file in it" in done.stderr
    assert (made / "officers.json").read_text() == kept
    assert "Making the demo" not in demo(made, "--load-only").stderr


def test_a_port_that_is_taken_is_said_before_anything_is_made(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = demo(tmp_path / "home", "--port", str(port))
    assert done.returncode == 1
    assert f"Port {port}" in done.stderr and not (tmp_path / "home").exists()


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def answer(address: str, until: float, served: "subprocess.Popen[str]") -> int:
    """The status of the first answer."""
    while time.monotonic() < until:
        if served.poll() is not None:
            pytest.fail(f"the demo stopped: {served.stderr.read() if served.stderr else ''}")
        try:
            with urllib.request.urlopen(address, timeout=5) as page:
                return int(page.status)
        except urllib.error.HTTPError as error:
            return error.code
        except OSError:
            time.sleep(0.05)
    pytest.fail("the demo did not answer")
