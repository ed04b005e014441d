"""What an installation keeps in its home folder, read before Django starts."""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

# WAL and IMMEDIATE let readers and one writer share the file without "database is locked".
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
}


def secret_key(home: Path) -> str:
    """The key in `home`, made on first use and readable by its owner alone."""
    path = home / "secret-key"
    try:
        return path.read_text()
    except FileNotFoundError:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)  # drafts and passwords are kept here
        made = path.with_name(f"secret-key.{os.getpid()}")
        descriptor = os.open(made, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(50))
        try:
            os.link(made, path)  # the first of two starting at once wins, and both read the same key
        except FileExistsError:
            pass
        finally:
            made.unlink()
        return path.read_text()


def database(address: str, home: Path) -> dict[str, Any]:
    """Django's description of the database at `address`, or of SQLite in `home` where it is empty."""
    if not address:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": home / "goldenthread.sqlite3",
            "OPTIONS": dict(SQLITE_OPTIONS),
        }
    parts = urlsplit(address)
    if parts.scheme not in ("postgres", "postgresql"):
        raise SystemExit("DATABASE_URL must start with postgresql://, or be empty for SQLite.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": parts.port or "",
        "CONN_MAX_AGE": 60,
        "OPTIONS": dict(parse_qsl(parts.query)),  # what follows the ?, such as sslmode=verify-full
    }
