"""What every test may ask for: an installation of its own, and people by what they may do."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import override_settings

from goldenthread.people.commands.council import set_council
from goldenthread.people.models import RoleHeld, User
from goldenthread.people.queries.council import CouncilFacts


@pytest.fixture(scope="session", autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of a temporary installation, also for commands that a test starts."""
    folder = tmp_path_factory.mktemp("installation")
    static = folder / "static"
    static.mkdir()
    # Most tests are about other things than signing in; those that are demand the second factor themselves.
    # A password is hashed slowly on purpose; a thousand people made for a test need not wait for it.
    settings = override_settings(
        HOME=folder,
        OBSERVATIONS=folder / "observations",
        STATIC_ROOT=static,
        SECOND_FACTOR="optional",
        RATES={"api": 0, "token": 0, "computing": 0},
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
    )
    with pytest.MonkeyPatch.context() as patch, settings:
        patch.setenv("GOLDENTHREAD_HOME", str(folder))
        patch.setenv("GOLDENTHREAD_RATES", "off")
        yield folder


def officer(username: str, *roles: str) -> User:
    """A person with those roles, who cannot sign in with a password."""
    user = User.objects.create(username=username)
    RoleHeld.objects.bulk_create(RoleHeld(user=user, role=role) for role in roles)
    return user


@pytest.fixture
def alice(db: None) -> User:
    """A strategy officer: writes and publishes plans."""
    return officer("alice", "strategy")


@pytest.fixture
def bob(db: None) -> User:
    """A performance officer: keeps measures, has no rights over plans."""
    return officer("bob", "performance")


@pytest.fixture
def adele(db: None) -> User:
    """An administrator."""
    return officer("adele", "administrator")


@pytest.fixture
def charlie() -> AnonymousUser:
    """A resident, who has not signed in."""
    return AnonymousUser()


@pytest.fixture
def council(db: None) -> CouncilFacts:
    """A council that has been set up."""
    facts = CouncilFacts(
        ref="shire",
        title="Shire County Council",
        vision="A good life",
        area="E10000016",
        policy="kent-annual-report-2017",
        plan="small",
        accent="#00557f",
    )
    set_council(None, facts)
    return facts
