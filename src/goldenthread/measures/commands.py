"""What officers do with measures: define, link, aim, import, publish.

Where `who` is None the keeper at the machine acts, who needs no role. Each command is one transaction with
its line in the trail, raises NotAllowed where the person's roles do not reach, and Refused where what was
given cannot be taken. Sources, withdrawals and fetching are in `delivery`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from goldenthread.engine.gap import Gap
from goldenthread.measures import models
from goldenthread.measures.access import may_define, may_link, may_publish, may_record
from goldenthread.measures.compacting import compact_when_due
from goldenthread.measures.definition import (
    changeable_measure,
    changes,
    check_area,
    check_measure,
    check_target,
    described,
    found_measure,
    free_slug,
    measure_subject,
    release_subject,
    target_columns,
    text,
    write_definition,
    write_gap,
)
from goldenthread.measures.delivery import Imported, deliver
from goldenthread.measures.protection import decide_protection, note_what_was_shown
from goldenthread.measures.queries import register
from goldenthread.measures.rehearsal import Rehearsal, rehearse
from goldenthread.people.access import Officer, require
from goldenthread.people.commands.trail import record
from goldenthread.people.queries.publication import require_publishable
from goldenthread.rules.area import Area
from goldenthread.rules.lens import LENSES
from goldenthread.rules.measure import Measure, Target
from goldenthread.rules.refusal import Refused, refuse
from goldenthread.rules.subject import Subject

READINGS = ("council", "ours")


@transaction.atomic
def define_measure(
    who: Officer | None,
    measure: Measure,
    *,
    slug: str = "",
    life: str = "in_use",
    polarity_reason: str = "",
    gap: Gap | None = None,
) -> str:
    """Write a new measure's definition sheet, and return the name it has in addresses."""
    require(who is None or may_define(who), "define measures")
    check_measure(measure, life)
    if models.Measure.objects.filter(ref=measure.ref).exists():
        raise refuse(f"the measure '{measure.ref}' is already defined", "revise it, or choose another ref")
    row = models.Measure(slug=free_slug(slug or measure.ref), life=life, polarity_reason=polarity_reason)
    write_definition(row, measure)
    write_gap(row, gap)
    row.save()
    record(who, "define_measure", measure_subject(row.ref), None, described(row))
    return row.slug


@transaction.atomic
def revise_measure(
    who: Officer | None, measure: Measure, *, reason: str = "", gap: Gap | None = None
) -> bool:
    """Replace a measure's definition; False where nothing differs. A change of polarity needs a reason.

    A measure that is a gap stays one; `gap` counts it from other groups.
    """
    require(who is None or may_define(who), "revise measures")
    row = changeable_measure(measure.ref)
    check_measure(measure, row.life)
    before = described(row)
    if measure.polarity != row.polarity:
        if not reason.strip():
            do = "say why more of it is better, or worse, or neither"
            raise refuse("a change of polarity needs a reason", do, column="polarity")
        row.polarity_reason = reason.strip()
    write_definition(row, measure)
    if gap is not None:
        write_gap(row, gap)
    was, now = changes(before, described(row))
    if not now:
        return False
    if "protection" in now and not was["protection"]:
        note_what_was_shown(row)
    row.save()
    if row.protection:
        decide_protection([row.ref])
    record(who, "revise_measure", measure_subject(row.ref), was, now, reason)
    return True


@transaction.atomic
def record_measures(
    who: Officer | None,
    measures: Sequence[Measure],
    reason: str = "",
    *,
    reasons: Mapping[str, str] | None = None,
    publish: bool = False,
) -> tuple[int, int]:
    """Define those that are new and revise the others: how many of each. For a whole measures table.

    `reasons` are those for each measure's polarity, `reason` for the rest. With `publish`, what is not yet
    published is public from now on.
    """
    known = dict(models.Measure.objects.values_list("ref", "publish_at"))
    defined = revised = 0
    for measure in measures:
        titled = measure if measure.title else replace(measure, title=measure.ref)
        why = (reasons or {}).get(measure.ref, reason)
        if measure.ref in known:
            revised += revise_measure(who, titled, reason=why)
        else:
            define_measure(who, titled, polarity_reason=why)
            defined += 1
        if publish and known.get(measure.ref) is None:
            publish_measure(who, measure.ref)
    return defined, revised


@transaction.atomic
def begin_measure(who: Officer | None, ref: str, reason: str = "") -> None:
    """Bring a proposed or retired measure into use."""
    _live(who, ref, "in_use", reason, None)


@transaction.atomic
def retire_measure(who: Officer | None, ref: str, reason: str, replaced_by: str = "") -> None:
    """End a measure's life, naming the measure that takes its place if there is one."""
    if not reason.strip():
        raise refuse(
            "a measure is not retired without a reason", "say why it is no longer kept", column="reason"
        )
    if replaced_by == ref:
        raise refuse("a measure cannot replace itself", "name another measure, or none", column="replaced_by")
    successor = found_measure(replaced_by) if replaced_by else None
    _live(who, ref, "replaced" if successor else "retired", reason, successor)


def _live(who: Officer | None, ref: str, life: str, reason: str, successor: models.Measure | None) -> None:
    require(who is None or may_define(who), "change a measure's life")
    row = changeable_measure(ref)
    before = described(row)
    row.life, row.life_reason, row.replaced_by = life, reason.strip(), successor
    row.save()
    was, now = changes(before, described(row))
    record(who, "change_life", measure_subject(ref), was, now, reason)


@transaction.atomic
def link_measure(
    who: Officer | None,
    ref: str,
    plan: str,
    item: str,
    why: str = "",
    whose_reading: str = "council",
    lens: str = "",
) -> None:
    """Say that a measure quantifies a plan item; `whose_reading` is `council` or `ours`, `lens` of LENSES."""
    require(who is None or may_link(who, plan), "link measures to plans")
    if whose_reading not in READINGS:
        raise refuse(f"'{whose_reading}' is nobody's reading", f"use one of {', '.join(READINGS)}")
    if lens and lens not in LENSES:
        raise refuse(
            f"'{lens}' is no lens", f"use one of {', '.join(LENSES)}, or leave it empty", column="lens"
        )
    row = changeable_measure(ref)
    wanted = {"why": why, "whose_reading": whose_reading, "lens": lens}
    link, made = models.MeasureLink.objects.get_or_create(measure=row, plan=plan, item=item, defaults=wanted)
    before = None if made else {name: getattr(link, name) for name in wanted}
    if before == wanted:
        return
    link.why, link.whose_reading, link.lens = why, whose_reading, lens
    link.save()
    after = {"plan": plan, "item": item, **wanted}
    record(who, "link_measure", measure_subject(ref), before, after)


@transaction.atomic
def unlink_measure(who: Officer | None, ref: str, plan: str, item: str) -> None:
    """Take a measure off a plan item."""
    require(who is None or may_link(who, plan), "link measures to plans")
    gone, _ = changeable_measure(ref).links.filter(plan=plan, item=item).delete()
    if gone:
        record(who, "unlink_measure", measure_subject(ref), {"plan": plan, "item": item})


@transaction.atomic
def set_target(who: Officer | None, target: Target, source: str = "") -> None:
    """Set what is aimed for in one area by one period, in place of what was aimed for there by then."""
    require(who is None or may_define(who), "set targets")
    row = changeable_measure(target.measure)
    check_target(target, row.polarity)
    said = {**target_columns(target), "source": source}
    place = {"measure": row, "area": target.area, "period": str(target.period)}
    aimed, made = models.Target.objects.get_or_create(**place, defaults=said)
    before = {} if made else {name: getattr(aimed, name) for name in said}
    was, now = changes(before, said)
    if not now:
        return
    for name, value in said.items():
        setattr(aimed, name, value)
    aimed.save()
    after = {"area": target.area, "period": str(target.period), **now}
    record(who, "set_target", measure_subject(row.ref), None if made else was, after)


@transaction.atomic
def set_targets(who: Officer | None, targets: Sequence[Target], source: str = "") -> None:
    """Set every target of a targets table."""
    for target in targets:
        set_target(who, target, source)


@transaction.atomic
def remove_target(who: Officer | None, ref: str, area: str, period: str) -> None:
    """Take back a target that was set by mistake."""
    require(who is None or may_define(who), "set targets")
    gone, _ = models.Target.objects.filter(measure=changeable_measure(ref), area=area, period=period).delete()
    if gone:
        record(who, "remove_target", measure_subject(ref), {"area": area, "period": period})


@transaction.atomic
def declare_area(who: Officer | None, area: Area, parent: str = "") -> None:
    """Declare an area made of others, such as Kent with Medway, or a place of its own in `parent`."""
    require(who is None or may_define(who), "declare areas")
    check_area(area, parent, register())
    kind = area.kind or "composite"
    row = models.CompositeArea.objects.filter(code=area.code).first()
    after = {"title": area.name, "kind": kind, "parent": parent, "members": list(area.members)}
    before = {name: getattr(row, name) for name in after} if row else None
    if before != after:
        models.CompositeArea.objects.update_or_create(code=area.code, defaults=after)
        decide_protection()
        record(who, "declare_area", Subject("area", area.code), before, after)


def rehearse_import(
    who: Officer | None,
    paths: Sequence[Path],
    layout: str = "plain",
    names: Sequence[str] = (),
    see: Callable[[int], object] = lambda _bytes: None,
) -> Rehearsal:
    """What importing these files would add, change and refuse, row by row. Nothing is written.

    Raises Refused where the layout is not known. `names` are what people call the files; `see` is told how
    far the reading of large ones has come.
    """
    require(who is None or may_record(who), "import observations")
    return rehearse(paths, layout, names, see)


def import_release(
    who: Officer | None,
    rehearsal: Rehearsal,
    *,
    title: str = "",
    source: str = "",
    keep_good: bool = False,
    publish_at: datetime | None = None,
) -> Imported:
    """Bring in what was rehearsed as one release, all or nothing.

    With `keep_good` the refused rows are left out; without it any refusal refuses the whole, as Refused.
    `source` is the ref of a source; `publish_at` makes the release public from then on.
    """
    require(who is None or may_record(who), "import observations")
    if rehearsal.refusals and not keep_good:
        raise Refused(rehearsal.refusals, rehearsal.fault_count)
    counts = {name: getattr(rehearsal, name) for name in ("added", "changed", "same", "refused", "repeats")}
    if not rehearsal.does_something:
        return Imported("", **counts)
    called = title or ", ".join(rehearsal.files)[:300]
    release = deliver(
        who, rehearsal.prepared or rehearsal.table, called, rehearsal.layout, source, publish_at, counts
    )
    compact_when_due(who)
    return Imported(release, **counts)


@transaction.atomic
def publish_measure(who: Officer | None, ref: str, at: datetime | None = None) -> None:
    """Make a measure public from a moment on; one that has passed, or none, is now."""
    require(who is None or may_publish(who), "publish measures and releases")
    row = found_measure(ref, locked=True)
    row.publish_at = _published(who, measure_subject(ref), row.publish_at, at)
    row.save(update_fields=["publish_at"])
    decide_protection([ref])


@transaction.atomic
def publish_release(who: Officer | None, ref: str, at: datetime | None = None) -> None:
    """Make a release's observations public from a moment on; one that has passed, or none, is now."""
    require(who is None or may_publish(who), "publish measures and releases")
    row = models.Release.objects.select_for_update().filter(ref=ref).first()
    if row is None:
        raise refuse(f"there is no release '{ref}'", "use the ref of a release that was imported")
    row.publish_at = _published(who, release_subject(ref), row.publish_at, at)
    row.save(update_fields=["publish_at"])
    decide_protection(row.measures)


def _published(who: Officer | None, subject: Subject, was: datetime | None, at: datetime | None) -> datetime:
    """The moment to write down, once holds allow it; the line in the trail is written."""
    now = timezone.now()
    if was is not None and was <= now:
        raise refuse(f"the {subject} is published already", "what is public stays public", column="at")
    moment = max(at or now, now)
    require_publishable(subject, moment)
    record(who, f"publish_{subject.kind}", subject, {"publish_at": text(was)}, {"publish_at": text(moment)})
    return moment
