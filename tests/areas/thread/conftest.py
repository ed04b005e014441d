"""A council with two measures, an officer who is signed in, and files of figures."""

import pytest
from django.test import Client

from goldenthread.people.models import User
from tests.areas.measures.conftest import figures, measures, own_store

__all__ = ["figures", "measures", "own_store"]


@pytest.fixture
def officer(client: Client, bob: User) -> Client:
    client.force_login(bob)
    return client
