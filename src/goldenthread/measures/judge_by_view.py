"""The officer's page on the policy that judges a measure."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from goldenthread.kit.part import Row
from goldenthread.measures.access import may_define
from goldenthread.measures.comparing import judge_measure_by
from goldenthread.measures.judge_by_form import JudgeByForm
from goldenthread.measures.queries import measure
from goldenthread.measures.sheet import MeasureSheet
from goldenthread.people.access import require
from goldenthread.people.door import officer_of, officers_only, say_refusals, sent
from goldenthread.people.queries.council import council
from goldenthread.people.queries.policy import policies, policy_named, policy_of
from goldenthread.rules.refusal import Refused


def who_judges(sheet: MeasureSheet, changeable: bool) -> Row:
    """By which policy a measure is judged, for the page that keeps it; where `changeable` with its link."""
    own = policy_named(sheet.policy) if sheet.policy else None
    return Row(
        "Judged by",
        f"Its own policy: {own.title}" if own else f"The council's policy: {_councils()}",
        reverse("measure-policy", args=[sheet.slug]) if changeable else "",
        "Change",
        "the policy",
    )


@officers_only
@require_http_methods(["GET", "POST"])
def judge_by(request: HttpRequest, slug: str) -> HttpResponse:
    """Choose the measure's own policy, or the council's again."""
    officer = officer_of(request)
    require(may_define(officer), "choose a measure's own policy")
    sheet = measure(slug, officer, timezone.now())
    if sheet is None:
        raise Http404("no such measure")
    form = JudgeByForm(
        sent(request), policies=policies(), council=_councils(), initial={"policy": sheet.policy}
    )
    if form.is_valid():
        try:
            judge_measure_by(officer, sheet.ref, form.cleaned_data["policy"], form.cleaned_data["reason"])
        except Refused as refused:
            say_refusals(form, refused)
        else:
            messages.success(request, "The measure is judged so from now on, its past too.")
            return redirect("officer-measure", slug)
    status = 422 if form.errors else 200
    return render(request, "measures/judge_by.html", {"sheet": sheet, "form": form}, status=status)


def _councils() -> str:
    facts = council()
    return policy_of(facts, timezone.localdate()).title if facts else "none yet"
