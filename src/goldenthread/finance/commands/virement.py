"""Virements: budget moved between lines in the year, with the authority that allowed it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import count

from django.db import transaction

from goldenthread.engine.budget.in_year import in_year_policy
from goldenthread.finance.access import may_vire
from goldenthread.finance.models import BudgetVersion, Virement, VirementPart
from goldenthread.finance.queries.virement import YearBudget, agreed_budget, standing_of
from goldenthread.people.access import Officer, require
from goldenthread.people.commands.trail import record
from goldenthread.rules.financial_year import year_name
from goldenthread.rules.refusal import Refusal, Refused, refuse
from goldenthread.rules.subject import Subject
from goldenthread.rules.virement import VirementMove, authority_fault


@dataclass(frozen=True, slots=True)
class VirementWords:
    """A virement to enter. `amounts` by line: gained positive, given negative; `authority` is a code."""

    year: int
    on: date
    reason: str
    authority: str
    minute: str
    amounts: dict[str, Decimal]
    recurring: bool = False
    ref: str = ""
    token: str = ""
    """Of the form that says it; one form enters one virement, however often it is sent."""


@transaction.atomic
def enter_virement(who: Officer | None, words: VirementWords) -> str:
    """Enter a virement; returns its ref. Raises Refused, by field or by line, where it may not be made."""
    require(who is None or may_vire(who), "enter virements")
    budget = _budget(words.year)
    # Held until the end, so that two virements cannot take the same money out of a line.
    BudgetVersion.objects.select_for_update().get(ref=budget.ref)
    _require_unused(words.token)
    move = VirementMove(words.amounts)
    authority = _checked(words, budget, move)
    ref = words.ref or _next_ref(words.year)
    if Virement.objects.filter(ref=ref).exists():
        raise refuse(f"there is a virement {ref} already", "give this one another ref", column="ref")
    row = Virement.objects.create(
        ref=ref,
        year=words.year,
        on=words.on,
        reason=words.reason.strip(),
        authority=authority,
        recurring=words.recurring,
        by=who.username if who else "",
        token=words.token or None,
    )
    VirementPart.objects.bulk_create(
        VirementPart(virement=row, line=line, amount=amount) for line, amount in words.amounts.items()
    )
    said = {line: f"{amount:f}" for line, amount in words.amounts.items()}
    record(who, "enter_virement", Subject("virement", ref), {}, said | {"authority": authority}, row.reason)
    return ref


def _require_unused(token: str) -> None:
    entered = Virement.objects.filter(token=token).first() if token else None
    if entered:
        what = f"this form was sent before, and entered as {entered.ref}"
        raise refuse(what, "open a new form to move more money")


def _budget(year: int) -> YearBudget:
    found = agreed_budget(year)
    if found is None:
        what = f"no budget is agreed for {year_name(year)}"
        raise refuse(what, "freeze one as approved first", column="year")
    return found


def _word_faults(words: VirementWords) -> Iterator[Refusal]:
    if not words.reason.strip():
        yield Refusal("", None, "reason", "no reason is given", "say why the money is moved")
    if not words.minute.strip():
        do = "name the minute or the decision, and its day"
        yield Refusal("", None, "minute", "nothing says where it was allowed", do)


def _next_ref(year: int) -> str:
    known = set(Virement.objects.filter(year=year).values_list("ref", flat=True))
    return next(ref for n in count(len(known) + 1) if (ref := f"{year}-{n}") not in known)


def _checked(words: VirementWords, budget: YearBudget, move: VirementMove) -> str:
    """The authority in words. Raises Refused on everything that is wrong with the virement."""
    standing = standing_of(budget, words.amounts)
    faults = list(_word_faults(words))
    faults += standing.faults(move)
    authority = in_year_policy(words.year).authority(words.authority)
    if authority is None:
        faults.append(Refusal("", None, "authority", "there is no such authority", "choose one of the list"))
    elif fault := authority_fault(authority, move, standing.services):
        faults.append(fault)
    if faults or authority is None:
        raise Refused(faults)
    return f"{authority.title}, {words.minute.strip()}"
