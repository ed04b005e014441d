"""The statement on robust estimates and adequate reserves: worded, signed with its evidence, taken back."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from goldenthread.finance.access import may_sign_robustness
from goldenthread.finance.commands.version import budget_subject
from goldenthread.finance.models import BudgetVersion, Robustness
from goldenthread.finance.queries.robustness import evidence_of, plain_evidence
from goldenthread.people.access import Officer, require
from goldenthread.people.commands.trail import record
from goldenthread.rules.refusal import Refusal, Refused, refuse

SIGN = "write the statement on estimates and reserves"
CHIEF_FINANCE_OFFICER = "Chief finance officer (section 151)"
LONGEST_POST = 150


@transaction.atomic
def word_robustness(
    who: Officer | None, ref: str, estimates: str, reserves: str, seen: int | None = None
) -> None:
    """Word the two sections. Raises Refused where it is signed, or somebody else changed it since."""
    require(who is None or may_sign_robustness(who), SIGN)
    row = _held(ref)
    if row.signed_at:
        raise refuse("a signed statement is not reworded", "take the signature back first")
    if seen is not None and seen != row.version:
        do = "open the page again, compare, and save again"
        raise refuse("somebody else changed it since you opened it", do)
    before = {"estimates": row.estimates, "reserves": row.reserves}
    row.estimates, row.reserves = estimates.strip(), reserves.strip()
    row.version += 1
    row.save()
    after = {"estimates": row.estimates, "reserves": row.reserves}
    record(who, "word_robustness", budget_subject(ref), before, after)


@transaction.atomic
def sign_robustness(
    who: Officer | None,
    ref: str,
    seen: int | None = None,
    post: str = CHIEF_FINANCE_OFFICER,
    when: datetime | None = None,
) -> None:
    """Sign the statement as it is worded; the evidence is kept as it is at this moment.

    `post` is as what they sign: the public reads it. `when` is the moment at which a statement was signed
    that is entered only later. Raises Refused where a section has no words, it is signed already, or the
    moment is still to come.
    """
    require(who is None or may_sign_robustness(who), SIGN)
    now = timezone.now()
    if when and when > now:
        raise refuse("that moment is still to come", "sign it as of now", column="when")
    row = _held(ref)
    if row.signed_at:
        raise refuse("it is signed already", "take the signature back to sign it anew")
    if seen is not None and seen != row.version:
        raise refuse("somebody else changed it since you opened it", "read it again, then sign")
    empty = [name for name in ("estimates", "reserves") if not getattr(row, name)]
    if empty:
        raise Refused(
            Refusal("", None, name, f"nothing is said of the {name}", "word it first") for name in empty
        )
    row.evidence = plain_evidence(evidence_of(ref))
    row.signed_by, row.signed_at = who.username if who else "", when or now
    row.post = _post(post)
    row.version += 1
    row.save()
    after = {"signed_at": row.signed_at.isoformat(), "post": row.post}
    record(who, "sign_robustness", budget_subject(ref), {}, after)


@transaction.atomic
def unsign_robustness(who: Officer | None, ref: str, why: str) -> None:
    """Take the signature back, with a reason, so that the statement can be reworded and signed anew.

    Raises Refused once the version is public.
    """
    require(who is None or may_sign_robustness(who), SIGN)
    row = _held(ref)
    if row.signed_at is None:
        raise refuse("it is not signed", "there is nothing to take back")
    if row.budget.publish_at and row.budget.publish_at <= timezone.now():
        raise refuse("the version is public, and its statement with it", "sign another on an amended budget")
    if not why.strip():
        raise refuse("no reason is given", "say why the signature is taken back", column="why")
    before = {"signed_by": row.signed_by, "signed_at": row.signed_at.isoformat()}
    row.signed_by, row.post, row.signed_at, row.evidence = "", "", None, {}
    row.version += 1
    row.save()
    record(who, "unsign_robustness", budget_subject(ref), before, {}, why.strip())


def _post(said: str) -> str:
    post = said.strip()
    if not post:
        do = f"say as what you sign, such as: {CHIEF_FINANCE_OFFICER}"
        raise refuse("no post is given", do, column="post")
    if len(post) > LONGEST_POST:
        raise refuse("the post is too long", f"shorten it to {LONGEST_POST} characters", column="post")
    return post


def _held(ref: str) -> Robustness:
    budget = BudgetVersion.objects.select_for_update().filter(ref=ref).first()
    if budget is None:
        raise refuse(f"there is no budget {ref!r}", "look in the list of budgets", column="ref")
    row = Robustness.objects.filter(budget=budget).first() or Robustness(budget=budget)
    row.budget = budget
    return row
