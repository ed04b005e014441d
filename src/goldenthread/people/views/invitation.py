"""Inviting people, and the page where an invited person begins."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from goldenthread.people.access import Officer, may_add_officer, require
from goldenthread.people.commands.invitation import (
    Invited,
    accept_invitation,
    invite,
    withdraw_invitation,
)
from goldenthread.people.door import officer_of, officers_only, say_refusals, sent
from goldenthread.people.forms.invitation import FirstPasswordForm, InvitationForm
from goldenthread.people.forms.sign_in import SignInForm
from goldenthread.people.queries.invitation import invitation_of_key, invitations
from goldenthread.people.queries.person import scope_titles
from goldenthread.people.queries.service import services
from goldenthread.rules.refusal import Refused


@officers_only
@require_http_methods(["GET", "POST"])
def invitations_page(request: HttpRequest) -> HttpResponse:
    """The invitations there are, and a form for a new one, whose link is shown this once."""
    officer = officer_of(request)
    require(may_add_officer(officer), "invite people")
    form = InvitationForm(sent(request), titles=scope_titles(services(timezone.localdate())))
    if form.is_valid():
        try:
            return _invited(request, officer, form)
        except Refused as refused:
            say_refusals(form, refused)
    context = {"form": form, "invitations": invitations(timezone.now())}
    return render(request, "people/invitations.html", context)


def _invited(request: HttpRequest, officer: Officer, form: InvitationForm) -> HttpResponse:
    def link(key: str) -> str:
        return request.build_absolute_uri(reverse("accept-invitation", args=[key]))

    invited = Invited(form.cleaned_data["username"], form.cleaned_data["email"], form.roles())
    key = invite(officer, invited, link, timezone.now())
    return render(request, "people/invited.html", {"invited": invited, "link": link(key)})


@officers_only
@require_POST
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Take an invitation back."""
    withdraw_invitation(officer_of(request), number, timezone.now())
    messages.success(request, "The invitation is withdrawn: its link no longer works.")
    return redirect("invite-person")


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def accept(request: HttpRequest, key: str) -> HttpResponse:
    """Where the link of a letter leads. Opening it changes nothing: mail servers open links too."""
    asked = invitation_of_key(key, timezone.now())
    if asked is None:
        return render(request, "people/invitation_spent.html", status=410)
    form = FirstPasswordForm(sent(request))
    if form.is_valid():
        try:
            accept_invitation(key, form.cleaned_data["password"], timezone.now())
        except Refused as refused:
            say_refusals(form, refused)
        else:
            return _first_sign_in(request, asked.username, form.cleaned_data["password"])
    return render(request, "people/invitation.html", {"form": form, "asked": asked})


def _first_sign_in(request: HttpRequest, username: str, password: str) -> HttpResponse:
    """Through the same door as ever after, so that what is asked there is asked now."""
    request.session.flush()
    door = SignInForm({"login": username, "password": password}, request=request)
    if not door.is_valid():
        return redirect("sign-in")
    answer: HttpResponse = door.login(request, redirect_url=reverse("own-page"))
    return answer
