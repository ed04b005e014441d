"""An amended budget begun from the one in force: a copy that takes in the year's recurring virements."""

from collections.abc import Iterator
from dataclasses import replace

from django.db import transaction

from goldenthread.finance.access import may_keep_budget
from goldenthread.finance.commands.version import KEEP, begin_budget
from goldenthread.finance.folded_uses import fold_uses
from goldenthread.finance.models import BudgetVersion, Virement
from goldenthread.finance.queries.virement import YearBudget, folded_ref, taken_in
from goldenthread.finance.storing import book_of
from goldenthread.people.access import Officer, require
from goldenthread.rules.budget import Change
from goldenthread.rules.refusal import refuse


@transaction.atomic
def begin_amendment(who: Officer | None, ref: str, new_ref: str, title: str) -> str:
    """Begin a draft from an agreed budget with its recurring virements taken in; returns the draft's ref.

    A virement sums to nothing, so the budget balances as it did; restricted money follows what it paid for.
    One-off virements go on standing beside it. Raises Refused where the version is not agreed, or the new
    ref is taken.
    """
    require(who is None or may_keep_budget(who), KEEP)
    row = BudgetVersion.objects.filter(ref=ref).first()
    if row is None or row.frozen_at is None or row.state not in ("approved", "amended"):
        what = f"{ref!r} is no agreed budget"
        raise refuse(what, "begin from the budget in force", column="ref")
    book = book_of(row)
    moves = tuple(_moves(YearBudget(row.ref, row.title, row.first)))
    changes = tuple(change for move in moves for change in move)
    draft = replace(book, ref=new_ref, title=title, state="draft", changes=(*book.changes, *changes))
    gains = [{change.line: change.amount for change in move} for move in moves]
    draft = replace(draft, uses=fold_uses(draft, gains))
    made = begin_budget(who, draft, made_from=ref)
    why = {f"changes#{change.ref}": change.evidence for change in changes}
    BudgetVersion.objects.filter(ref=made).update(reasons={**row.reasons, **why})
    return made


def _moves(budget: YearBudget) -> Iterator[tuple[Change, ...]]:
    """Each recurring virement that the version does not hold yet, its parts as changes of the base."""
    rows = Virement.objects.filter(year=budget.first, recurring=True).exclude(ref__in=taken_in(budget))
    for row in rows.order_by("id").prefetch_related("parts"):
        yield tuple(
            Change(
                ref=folded_ref(row.ref, at),
                title=f"Moved in the year ({row.ref}): {row.reason}"[:300],
                line=part.line,
                year=budget.first,
                kind="base",
                amount=part.amount,
                evidence=row.reason,
                approval=row.authority,
            )
            for at, part in enumerate(row.parts.order_by("id"), start=1)
        )
