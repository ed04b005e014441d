"""A person's own second factor: setting it up, its recovery codes, and removing it."""

from typing import Any

from allauth.account.views import ReauthenticateView
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.base.views import ReauthenticateView as CodeAgainView
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from goldenthread.people.commands.sign_in import forget_second_factor
from goldenthread.people.door import officer_of, officers_only

SECRET = "mfa.totp.secret"
"""Where the session holds the secret of an app that is being set up."""


class Code(AuthenticateView):
    """The second step of signing in."""

    template_name = "people/sign_in_code.html"


class Again(ReauthenticateView):
    """The password once more, before something that matters."""

    template_name = "people/sign_in_again.html"


class CodeAgain(CodeAgainView):
    """A code in place of the password, for those who have none here."""

    template_name = "people/sign_in_again.html"


class SetUp(ActivateTOTPView):
    """A picture for the app to read, and the first code that it makes."""

    template_name = "people/second_factor_set_up.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = dict(super().get_context_data(**kwargs))
        secret = context["form"].secret
        groups = [secret[start : start + 4] for start in range(0, len(secret), 4)]
        return context | {"secret": " ".join(groups)}


class Remove(DeactivateTOTPView):
    """Removing the app, such as one on a phone that is given away."""

    template_name = "people/second_factor_remove.html"


class RecoveryCodes(ViewRecoveryCodesView):
    """The recovery codes, shown once."""

    template_name = "people/recovery_codes.html"


class NewRecoveryCodes(GenerateRecoveryCodesView):
    """New recovery codes, in place of those there are."""

    template_name = "people/recovery_codes_new.html"


@never_cache
@login_required
def picture(request: HttpRequest) -> HttpResponse:
    """The secret being set up as a QR code, served as a picture: no style stands in a page."""
    secret = request.session.get(SECRET)
    if not secret:
        raise Http404("No second factor is being set up.")
    adapter = get_adapter()
    drawn = adapter.build_totp_svg(adapter.build_totp_url(request.user, secret))
    return HttpResponse(drawn, content_type="image/svg+xml")


@officers_only
@require_POST
def forget(request: HttpRequest, username: str) -> HttpResponse:
    """An administrator forgets the second factor of somebody whose phone is lost."""
    forget_second_factor(officer_of(request), username)
    messages.success(request, f"The second factor of {username} is forgotten. They set up another.")
    return redirect("person", username)


@login_required
def index(request: HttpRequest) -> HttpResponse:
    """Where django-allauth leads when it is done: the person's own page."""
    return redirect("own-page")
