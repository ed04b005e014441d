"""Signing in through the council's own directory: who may, and to which account it leads."""

from typing import Any, NoReturn

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import render

from goldenthread.people.queries.sign_in import account_of_email


class CouncilAccounts(DefaultSocialAccountAdapter):
    """Only people who have an account already: the directory says who they are, it makes nobody."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> None:
        """Find the account of the address that the directory checked, the first time; turn others away."""
        claims = sociallogin.account.extra_data
        if sociallogin.state.get("process", "login") != "login" or not _of_one_person(claims):
            _turn_away(request)
        if sociallogin.is_existing:
            return
        user = account_of_email(checked_email(claims, settings.TRUST_COUNCIL_EMAIL))
        if user is None:
            _turn_away(request)
        sociallogin.connect(request, user)


def checked_email(claims: dict[str, Any], trusted: bool) -> str:
    """The address that the directory says it checked, or "". `trusted` where it need not say so.

    Only the JSON value true counts: some providers write "false" as a word.
    """
    said = claims.get("userinfo") or claims.get("id_token") or {}
    is_checked = said.get("email_verified") is True or (trusted and "email_verified" not in said)
    email = said.get("email")
    return email if is_checked and isinstance(email, str) else ""


def _of_one_person(claims: dict[str, Any]) -> bool:
    """Whether both things the directory said are about the same person, as OpenID Connect demands."""
    told = {claims[part].get("sub") for part in ("userinfo", "id_token") if claims.get(part)}
    return len(told) == 1


def _turn_away(request: HttpRequest) -> NoReturn:
    raise ImmediateHttpResponse(render(request, "people/sign_in_unknown.html", status=403))
