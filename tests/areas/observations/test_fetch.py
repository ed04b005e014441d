"""Fetching from an address: only what was meant, whole or not at all."""

import threading
from collections.abc import Iterator
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from goldenthread.engine.fetch import fetch
from goldenthread.rules.refusal import Refusal, Refused

CONTENT = b"measure,area,period,value\n" * 4000


class Publisher(BaseHTTPRequestHandler):
    """Answers each address in its own way."""

    def do_GET(self) -> None:
        answers = {
            "/figures.csv": self.whole,
            "/gone.csv": lambda: self.send_error(404),
            "/moved.csv": lambda: self.moved("/figures.csv"),
            "/file.csv": lambda: self.moved("file:///etc/passwd"),
            "/ftp.csv": lambda: self.moved("ftp://example.org/x"),
            "/round.csv": lambda: self.moved("/round.csv"),
            "/short.csv": lambda: self.whole(declared=len(CONTENT) + 10),
            "/slow.csv": self.slow,
        }
        answers[self.path]()

    def whole(self, declared: int = len(CONTENT)) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(declared))
        self.end_headers()
        self.wfile.write(CONTENT)

    def moved(self, to: str) -> None:
        self.send_response(302)
        self.send_header("Location", to)
        self.end_headers()

    def slow(self) -> None:
        self.send_response(200)
        self.end_headers()
        released.wait(5)

    def log_message(self, format: str, *args: object) -> None:
        """Says nothing."""


released = threading.Event()


@pytest.fixture(scope="module")
def publisher() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Publisher)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    released.set()
    server.shutdown()
    server.server_close()


def refused(address: str, to: Path, **options: object) -> Refusal:
    with pytest.raises(Refused) as caught:
        fetch(address, to, private=True, **options)  # type: ignore[arg-type]
    (refusal,) = caught.value.refusals
    assert refusal.file == address
    assert refusal.do
    assert not to.exists() and not list(to.parent.iterdir()), "nothing is left behind"
    return refusal


def test_a_file_is_fetched_whole_with_its_checksum(publisher: str, tmp_path: Path) -> None:
    got = fetch(f"{publisher}/figures.csv", tmp_path / "x.csv", private=True)
    assert (tmp_path / "x.csv").read_bytes() == CONTENT
    assert (got.size, got.checksum) == (len(CONTENT), sha256(CONTENT).hexdigest())


def test_a_redirect_is_followed_and_the_final_address_kept(publisher: str, tmp_path: Path) -> None:
    got = fetch(f"{publisher}/moved.csv", tmp_path / "x.csv", private=True)
    assert got.address == f"{publisher}/figures.csv"
    assert got.size == len(CONTENT)


@pytest.mark.parametrize(
    ("path", "what"),
    [
        ("/gone.csv", "answered 404"),
        ("/file.csv", "redirect (302) is not followed"),
        ("/ftp.csv", "kind ftp is not fetched"),
        ("/round.csv", "redirect (302) is not followed"),
        ("/short.csv", "bytes"),
    ],
)
def test_what_the_publisher_does_wrong_is_said(publisher: str, tmp_path: Path, path: str, what: str) -> None:
    assert what in refused(f"{publisher}{path}", tmp_path / "x.csv").what


@pytest.mark.parametrize(
    "address", ["file:///etc/passwd", "ftp://example.org/x", "figures.csv", "data:,x", ""]
)
def test_only_http_and_https_are_fetched(tmp_path: Path, address: str) -> None:
    assert "is not fetched" in refused(address, tmp_path / "x.csv").what


@pytest.mark.parametrize("address", ["http://", "http://[::1", "http://127.0.0.1:99999999/x", "http://a b/"])
def test_an_address_that_is_none_is_refused(tmp_path: Path, address: str) -> None:
    assert refused(address, tmp_path / "x.csv").what


def test_a_file_larger_than_allowed_is_refused(publisher: str, tmp_path: Path) -> None:
    assert "larger than 1,000 bytes" in refused(f"{publisher}/figures.csv", tmp_path / "x", largest=1000).what


def test_an_answer_that_takes_too_long_is_refused(publisher: str, tmp_path: Path) -> None:
    assert "cannot be fetched" in refused(f"{publisher}/slow.csv", tmp_path / "x", longest=0.2).what


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost", "[::1]", "10.0.0.1", "169.254.169.254", "0.0.0.0"]
)
def test_this_machine_and_the_councils_network_are_not_fetched_from(tmp_path: Path, host: str) -> None:
    with pytest.raises(Refused, match="public address"):
        fetch(f"http://{host}:9/figures.csv", tmp_path / "x.csv", longest=2)


def test_nobody_answering_is_said(tmp_path: Path) -> None:
    assert "cannot be fetched" in refused("http://127.0.0.1:9/x", tmp_path / "x.csv").what
