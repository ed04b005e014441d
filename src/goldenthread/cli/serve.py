"""Serving an installation, and the demo that a newcomer meets first."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

DEMO_HOME = "var/demo"
SETTINGS = "goldenthread.web.settings"

CORES = os.cpu_count() or 1

# Pages are processor work: more threads than this in one process would only wait for one another.
BLOCKING_THREADS = 3
# So many requests wait their turn in a process before the next is left to another, or to the network.
WAITING = 64


@click.command("serve")
@click.option("--port", default=8000, show_default=True, help="The port to answer on.")
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to answer on.")
@click.option("--workers", default=min(2, CORES), show_default=True, help="How many processes answer.")
def serve(port: int, host: str, workers: int) -> None:
    """Serve the installation in GOLDENTHREAD_HOME."""
    refuse_taken_port(host, port)
    start_django()
    from django.core.management import call_command
    from django.db import connections

    from goldenthread.measures.delivery import sweep_orphans

    call_command("migrate", verbosity=0)
    sweep_orphans()
    connections.close_all()
    with posting():
        answer(host, port, workers)


@click.command("demo")
@click.option("--port", default=8000, show_default=True, help="The port to answer on.")
@click.option(
    "--data",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="A folder of ONS Explore Local Statistics files to load as well.",
)
@click.option("--fetch", is_flag=True, help="Fetch those files from their publisher first.")
@click.option("--invented", is_flag=True, help="A whole county council by rule, marked as invented.")
@click.option("--seed", default=1, show_default=True, help="Which invented council to make.")
@click.option("--load-only", is_flag=True, help="Load, and stop without serving.")
def demo(port: int, data: Path | None, fetch: bool, invented: bool, seed: int, load_only: bool) -> None:
    """Try Golden Thread with Kent's published plans and figures."""
    if not load_only:
        refuse_taken_port("127.0.0.1", port)
    home = Path(os.environ.setdefault("GOLDENTHREAD_HOME", DEMO_HOME + ("-invented" if invented else "")))
    if invented:
        os.environ["GOLDENTHREAD_NOTICE"] = "Invented data: no real council, people or figures."
    # A newcomer has no phone at hand that makes codes for it.
    os.environ.setdefault("GOLDENTHREAD_SECOND_FACTOR", "optional")
    os.environ.setdefault("GOLDENTHREAD_ADDRESS", f"http://127.0.0.1:{port}")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    from goldenthread.upkeep import demo as making

    wanted = making.Wanted(data, fetch, seed if invented else None)
    ready = making.make(wanted, home.absolute(), say)
    if load_only:
        say(f"The demo is whole in {home}.")
        return
    say(f"Golden Thread is at http://127.0.0.1:{port}/")
    for officer in ready.officers:
        say(f"  Sign in to try an officer's work: {officer.username}, password {officer.password}")
    say("  Stop it with Control and C.")
    answer("127.0.0.1", port, 1)


def start_django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    import django

    django.setup()


@contextmanager
def posting() -> Iterator[None]:
    """Letters are sent beside the pages, in a process of their own, where a mail server is set."""
    from django.conf import settings

    if not settings.EMAIL_HOST:
        yield
        return
    beside = subprocess.Popen([sys.executable, "-m", "goldenthread", "letters", "keep"])
    try:
        yield
    finally:
        beside.terminate()
        beside.wait(10)


def answer(host: str, port: int, workers: int) -> None:
    """Answer requests until told to stop."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    Granian(
        "goldenthread.web.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=BLOCKING_THREADS,
        backpressure=WAITING,
        log_level=LogLevels.warning,
    ).serve()


def refuse_taken_port(host: str, port: int) -> None:
    """Say so plainly where something already answers there."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as asked:
        asked.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            asked.bind((host, port))
        except OSError as error:
            raise click.ClickException(
                f"Port {port} on {host} cannot be used ({error.strerror}). Choose another with --port."
            ) from error


def say(line: str) -> None:
    click.echo(line, file=sys.stderr)
    sys.stderr.flush()


commands = (serve, demo)
