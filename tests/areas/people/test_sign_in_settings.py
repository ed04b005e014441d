"""What an installation may say about signing in, and what it may not."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from goldenthread.people.council_account import checked_email
from goldenthread.web.council_sign_in import providers, second_factor

EDITH = "edith@council.example"


def test_an_address_is_trusted_unchecked_only_where_the_council_says_so_and_the_directory_not_otherwise() -> (
    None
):
    said = {"id_token": {"sub": "1", "email": EDITH}}
    assert checked_email(said, trusted=True) == EDITH
    assert checked_email(said, trusted=False) == ""
    denied = {"userinfo": {"sub": "1", "email": EDITH, "email_verified": False}}
    assert checked_email(denied, trusted=True) == ""


@pytest.mark.parametrize(
    "environ",
    [
        {"GOLDENTHREAD_OIDC_ISSUER": "https://login.example"},
        {
            "GOLDENTHREAD_OIDC_ISSUER": "http://login.example",
            "GOLDENTHREAD_OIDC_CLIENT_ID": "a",
            "GOLDENTHREAD_OIDC_CLIENT_SECRET": "b",
        },
    ],
)
def test_a_directory_half_stated_or_reached_in_the_clear_stops_the_site(environ: dict[str, str]) -> None:
    with pytest.raises(ImproperlyConfigured):
        providers(environ)


def test_a_second_factor_is_demanded_unless_it_is_said_to_be_optional() -> None:
    assert second_factor({}) == "required"
    assert second_factor({"GOLDENTHREAD_SECOND_FACTOR": "optional"}) == "optional"
    with pytest.raises(ImproperlyConfigured):
        second_factor({"GOLDENTHREAD_SECOND_FACTOR": "off"})
