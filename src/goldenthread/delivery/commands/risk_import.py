"""A whole register of risks from a file, all or nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from goldenthread.delivery.access import may_import_risks, may_keep_risks
from goldenthread.delivery.commands.risk import NAMES, raise_risk, review_risk, revise_risk
from goldenthread.delivery.commands.risk_action import link_risk
from goldenthread.delivery.known import Known, known_on, ref_faults
from goldenthread.delivery.models import Risk
from goldenthread.delivery.record_file import RecordRow, record_rows
from goldenthread.delivery.risk_file import OPTIONAL, REQUIRED, items_of_row, words_of_row
from goldenthread.delivery.risk_words import RiskWords, risk_faults
from goldenthread.people.access import Officer, require
from goldenthread.rules.refusal import Refusal, Refused


@dataclass(frozen=True, slots=True)
class ImportedRisks:
    """How many risks an import raised, changed and found as they were."""

    raised: int
    changed: int
    same: int


@dataclass(frozen=True, slots=True)
class _Wanted:
    row: RecordRow
    ref: str
    words: RiskWords
    now: RiskWords | None
    items: tuple[tuple[str, str], ...]


@transaction.atomic
def import_risks(who: Officer | None, path: Path) -> ImportedRisks:
    """Raise the risks of a table (.csv or .parquet), and change those whose ref is in the register.

    A changed likelihood or impact needs its reason in the column `why`. Raises Refused with every fault, row
    by row, and then nothing is written.
    """
    require(who is None or may_import_risks(who), "import risks")
    known = known_on(timezone.localdate())
    held = {row.ref: row for row in Risk.objects.select_for_update()}
    wanted = [_read(row, held, known) for row in record_rows(path, REQUIRED, OPTIONAL)]
    faults = tuple(_faults(who, wanted, known))
    if faults:
        raise Refused(faults)
    done = [_write(who, each, known) for each in wanted]
    return ImportedRisks(*(done.count(word) for word in ("raised", "changed", "same")))


def _read(row: RecordRow, held: dict[str, Risk], known: Known) -> _Wanted:
    ref = row.text("ref")
    risk = held.get(ref)
    now = RiskWords(**{name: getattr(risk, name) for name in NAMES}) if risk else None
    return _Wanted(row, ref, words_of_row(row, now), now, items_of_row(row, known))


def _faults(who: Officer | None, wanted: Iterable[_Wanted], known: Known) -> Iterable[Refusal]:
    seen: dict[str, int] = {}
    for each in wanted:
        row, words, now = each.row, each.words, each.now
        row.take((*(() if now else ref_faults(each.ref, False)), *risk_faults(words, known)))
        if each.ref and each.ref in seen:
            row.refuse(
                "ref", f"{each.ref!r} stands already in row {seen[each.ref]}", "keep one of the two rows"
            )
        seen.setdefault(each.ref, row.line)
        if now and (words.likelihood, words.impact) != (now.likelihood, now.impact) and not row.text("why"):
            row.refuse("why", "likelihood or impact changes without a reason", "say why in the column why")
        services = {words.service, now.service if now else words.service}
        if who is not None and not all(may_keep_risks(who, known.services.subjects(it)) for it in services):
            do = "leave the row out, or ask whoever keeps that service's risks"
            row.refuse("service", "your roles do not let you keep this service's risks", do)
        yield from row.faults


def _write(who: Officer | None, wanted: _Wanted, known: Known) -> str:
    if wanted.now is None:
        ref, done = raise_risk(who, wanted.words, wanted.ref, known), "raised"
    else:
        ref, done = wanted.ref, _change(who, wanted, known)
    for plan, item in wanted.items:
        link_risk(who, ref, plan, item, known)
    return done


def _change(who: Officer | None, wanted: _Wanted, known: Known) -> str:
    words, now = wanted.words, wanted.now
    changed = revise_risk(who, wanted.ref, words, known=known)
    if now and (words.likelihood, words.impact) != (now.likelihood, now.impact):
        review_risk(who, wanted.ref, words.likelihood, words.impact, wanted.row.text("why"))
        changed = True
    return "changed" if changed else "same"
