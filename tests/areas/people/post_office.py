"""A mail server on this machine that keeps what it is handed, and refuses when it is told to."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class PostOffice(socketserver.ThreadingTCPServer):
    """`taken` holds each letter as (recipient, text); `refusing` holds recipients it will not take."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Counter)
        self.taken: list[tuple[str, str]] = []
        self.refusing: set[str] = set()

    @property
    def port(self) -> int:
        return int(self.server_address[1])


class _Counter(socketserver.StreamRequestHandler):
    server: PostOffice

    def handle(self) -> None:
        self._say("220 ready")
        to = ""
        for line in iter(self.rfile.readline, b""):
            word = line.decode().strip().upper()
            if word.startswith("RCPT TO"):
                to = line.decode().split("<")[1].split(">")[0]
                self._say("550 nobody of that name" if to in self.server.refusing else "250 yes")
            elif word == "DATA":
                self._say("354 go on")
                self.server.taken.append((to, self._text()))
                self._say("250 taken")
            elif word == "QUIT":
                self._say("221 goodbye")
                return
            else:
                self._say("250 yes")

    def _text(self) -> str:
        lines = []
        for line in iter(self.rfile.readline, b".\r\n"):
            lines.append(line.decode())
        return "".join(lines)

    def _say(self, answer: str) -> None:
        self.wfile.write(f"{answer}\r\n".encode())


@contextmanager
def post_office() -> Iterator[PostOffice]:
    """One that answers until the test is over."""
    with PostOffice() as office:
        serving = threading.Thread(target=office.serve_forever, daemon=True)
        serving.start()
        try:
            yield office
        finally:
            office.shutdown()
            serving.join(5)
