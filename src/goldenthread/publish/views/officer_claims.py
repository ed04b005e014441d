"""Officers' page of the claim check: what the words of an edition claim, beside its facts."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from goldenthread.people.access import require
from goldenthread.people.door import officer_of, officers_only
from goldenthread.publish.access import may_see_editions
from goldenthread.publish.queries.claim import ORDER, claims_in
from goldenthread.publish.queries.draft import draft_of
from goldenthread.publish.views.officer import found_facts


@officers_only
@require_GET
def claims(request: HttpRequest, ref: str) -> HttpResponse:
    """Every claim in the words, those that differ from the facts first."""
    require(may_see_editions(officer_of(request)), "see editions")
    edition = found_facts(ref)
    found = claims_in(draft_of(ref, timezone.now()))
    groups = [(answer, [seen for seen in found if seen.claim.answer == answer]) for answer in ORDER]
    return render(
        request, "publish/officer_claims.html", {"edition": edition, "groups": groups, "count": len(found)}
    )
