"""The council's mail server, read from one address before Django starts."""

from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlsplit

PORTS = {"": 25, "starttls": 587, "ssl": 465}


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where letters are handed in; without a host nothing is sent. `security` is starttls, ssl or empty."""

    host: str = ""
    port: int = 25
    user: str = ""
    password: str = ""
    security: str = ""


def mail_server(address: str) -> MailServer:
    """Read `smtp://user:password@host:port?security=starttls`; an empty address is no server.

    `security` is left out only for a server on the same machine.
    """
    if not address:
        return MailServer()
    parts = urlsplit(address)
    security = dict(parse_qsl(parts.query)).get("security", "")
    if parts.scheme != "smtp" or not parts.hostname or security not in PORTS:
        raise SystemExit(
            "GOLDENTHREAD_SMTP is written smtp://user:password@host:port?security=starttls (or ssl), "
            "or left empty to send nothing."
        )
    port = parts.port or PORTS[security]
    return MailServer(
        parts.hostname, port, unquote(parts.username or ""), unquote(parts.password or ""), security
    )
