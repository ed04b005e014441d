"""Fetching a release file from its publisher's address.

Only http and https, only from public addresses unless the caller allows others, never more than a set size
and never for longer than a set time. The address checked is the address connected to, on every redirect too.
"""

import os
import socket
import time
from dataclasses import dataclass
from hashlib import sha256
from http.client import HTTPConnection, HTTPException, HTTPMessage, HTTPSConnection
from ipaddress import ip_address
from pathlib import Path
from typing import IO, Any
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    Request,
)

from goldenthread.rules.refusal import Refusal, Refused

SCHEMES = ("http", "https")
LARGEST = 500 * 2**20
LONGEST = 120.0
AGENT = "goldenthread (council performance reporting)"


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file that was fetched: where from after any redirects, where to, its bytes and its SHA-256."""

    address: str
    path: Path
    size: int
    checksum: str


class NotAllowed(Exception):
    """The address is not one that may be fetched from; the message says why."""


def fetch(
    address: str,
    to: Path,
    *,
    largest: int = LARGEST,
    longest: float = LONGEST,
    private: bool = False,
) -> Fetched:
    """Fetch a file whole or not at all.

    `largest` is in bytes, `longest` in seconds for all of it. `private` allows addresses of the council's own
    network and of this machine. Raises Refused with what went wrong.
    """
    part = to.with_name(f".{to.name}.{os.getpid()}.part")
    try:
        _check_scheme(address)
        with _opener(private).open(_request(address), timeout=longest) as answer:
            size, checksum = _save(answer, part, largest, time.monotonic() + longest)
            final = str(answer.geturl())
        part.replace(to)
        return Fetched(final, to, size, checksum)
    except (NotAllowed, URLError, HTTPException, OSError, ValueError) as error:
        raise Refused([_refusal(address, error)]) from error
    finally:
        part.unlink(missing_ok=True)


def _refusal(address: str, error: Exception) -> Refusal:
    if isinstance(error, NotAllowed):
        what, do = str(error), "give the publisher's own public http or https address"
    elif isinstance(error, HTTPError):
        what, do = _answer(error.code), "check the address in a browser"
    else:
        reason = getattr(error, "reason", None) or error
        what, do = f"it cannot be fetched ({reason})", "try again later, or check the address"
    return Refusal(address, None, None, what, do)


def _answer(code: int) -> str:
    if 300 <= code < 400:
        return f"the publisher's redirect ({code}) is not followed"
    return f"the publisher answered {code}"


def _request(address: str) -> Request:
    return Request(address, headers={"User-Agent": AGENT, "Accept-Encoding": "identity"})


def _check_scheme(address: str) -> None:
    scheme = urlsplit(address).scheme.lower()
    if scheme not in SCHEMES:
        raise NotAllowed(f"an address of the kind {scheme or '(none)'} is not fetched")


def _save(answer: Any, part: Path, largest: int, deadline: float) -> tuple[int, str]:
    declared = answer.headers.get("Content-Length")
    digest, size = sha256(), 0
    with part.open("wb") as file:
        while block := answer.read1(2**16):
            size += len(block)
            if size > largest:
                raise NotAllowed(f"the file is larger than {largest:,} bytes")
            if time.monotonic() > deadline:
                raise TimeoutError("it took too long")
            digest.update(block)
            file.write(block)
        file.flush()
        os.fsync(file.fileno())
    if declared is not None and declared.isdigit() and int(declared) != size:
        raise OSError(f"{size:,} of {int(declared):,} bytes came")
    return size, digest.hexdigest()


class _Redirects(HTTPRedirectHandler):
    """Follows redirects to http and https only, and never from https back to http."""

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> Request | None:
        _check_scheme(newurl)
        if req.type == "https" and urlsplit(newurl).scheme.lower() == "http":
            raise NotAllowed("the publisher redirects from https to http")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


class _Http(HTTPHandler):
    def __init__(self, private: bool) -> None:
        super().__init__()
        self.private = private

    def http_open(self, req: Request) -> Any:
        return self.do_open(_connection(HTTPConnection, self.private), req)


class _Https(HTTPSHandler):
    def __init__(self, private: bool) -> None:
        super().__init__()
        self.private = private

    def https_open(self, req: Request) -> Any:
        return self.do_open(_connection(HTTPSConnection, self.private), req)


def _opener(private: bool) -> OpenerDirector:
    """Knows http and https and nothing else: no files, no ftp, no proxies."""
    opener = OpenerDirector()
    for each in (
        _Http(private),
        _Https(private),
        _Redirects(),
        HTTPErrorProcessor(),
        HTTPDefaultErrorHandler(),
    ):
        opener.add_handler(each)
    return opener


def _connection(kind: type[HTTPConnection], private: bool) -> Any:
    def make(host: str, **options: Any) -> HTTPConnection:
        connection = kind(host, **options)
        # The standard library keeps its way of connecting here, so that it can be replaced.
        connection._create_connection = _connector(private)  # type: ignore[attr-defined]
        return connection

    return make


def _connector(private: bool) -> Any:
    def connect(place: tuple[str, int], timeout: Any = None, source_address: Any = None) -> socket.socket:
        host, port = place
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        numbers = [str(entry[4][0]) for entry in found]
        barred = [number for number in numbers if not ip_address(number.partition("%")[0]).is_global]
        if barred and not private:
            raise NotAllowed(f"{host} is not a public address ({barred[0]})")
        return socket.create_connection((numbers[0], port), timeout, source_address)

    return connect
