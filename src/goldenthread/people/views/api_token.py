"""A person's tokens for programmes that read the API: making one, seeing them, withdrawing one."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from goldenthread.people.access import Officer
from goldenthread.people.commands.api_token import make_api_token, withdraw_api_token
from goldenthread.people.door import known_only, person_of, say_refusals, sent
from goldenthread.people.forms.api_token import ApiTokenForm
from goldenthread.people.queries.api_token import roles_for_tokens, tokens_of
from goldenthread.people.queries.service import services
from goldenthread.rules.refusal import Refused


@known_only
@reauthentication_required  # type: ignore[untyped-decorator]
@require_http_methods(["GET", "POST"])
def own_tokens(request: HttpRequest) -> HttpResponse:
    """One's tokens, and a form to make one; a new one stands on the page that follows, this once."""
    who, today = person_of(request), timezone.localdate()
    tree = services(today)
    form = ApiTokenForm(sent(request), roles=roles_for_tokens(who, tree), tree=tree, today=today)
    if form.is_valid():
        try:
            token = make_api_token(who, form.wanted(), today)
        except Refused as refused:
            say_refusals(form, refused)
        else:
            told = {
                "token": token,
                "wanted": form.wanted(),
                "address": request.build_absolute_uri("/api/v1/"),
            }
            return render(request, "people/api_token_made.html", told)
    tokens = tokens_of(who.username, tree)
    context = {
        "form": form,
        "tokens": [each for each in tokens if each.is_taken(today)],
        "past": [each for each in tokens if not each.is_taken(today)],
    }
    return render(request, "people/api_tokens.html", context)


@known_only
@require_POST
def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Withdraw one of one's own tokens."""
    who = person_of(request)
    if not _is_own(who, number):
        raise Http404("none of one's own tokens")
    withdraw_api_token(who, number)
    messages.success(request, _("The token is withdrawn. Whatever uses it is turned away from now on."))
    return redirect("own-tokens")


def _is_own(who: Officer, number: int) -> bool:
    return any(each.number == number for each in tokens_of(who.username, services(timezone.localdate())))
