"""Between a plan as a value and its rows in the database."""

from dataclasses import asdict, fields

from django.db.models import Model

from goldenthread.plan import models
from goldenthread.rules.plan import Decided, Lens, PlanDocument, PlanItem, Succession, Unplaced

ITEM_FIELDS = tuple(field.name for field in fields(PlanItem))
_LISTS = ("partners", "measures", "themes", "published_marks")
_FACTS = ("title", "body", "start", "end", "version", "state", "note")


def document_of(version: models.PlanVersion) -> PlanDocument:
    """A version, whole: two reads, one of its items and one of its succession."""
    return PlanDocument(
        ref=version.plan.ref,
        **{name: getattr(version, name) for name in _FACTS},
        decided=decided_of(version),
        levels=tuple(version.levels),
        lenses=tuple(Lens(**lens) for lens in version.lenses),
        unplaced=tuple(Unplaced(**words) for words in version.unplaced),
        succession=tuple(_link(row) for row in version.succession.all()),
        items=tuple(_item(row) for row in version.items.all()),
    )


def decided_of(version: models.PlanVersion) -> Decided | None:
    """Who decided on a version, or None where nobody has."""
    decided = Decided(version.decided_body, version.decided_on, version.decided_minute)
    return None if decided == Decided() else decided


def write_document(version: models.PlanVersion, plan: PlanDocument) -> None:
    """Write the plan into the version, in place of what it held. Belongs in a transaction."""
    decided = plan.decided or Decided()
    for name in _FACTS:
        setattr(version, name, getattr(plan, name))
    version.decided_body, version.decided_on, version.decided_minute = (
        decided.body,
        decided.on,
        decided.minute,
    )
    version.levels = list(plan.levels)
    version.lenses = [asdict(lens) for lens in plan.lenses]
    version.unplaced = [asdict(words) for words in plan.unplaced]
    version.save()
    version.items.all().delete()
    version.succession.all().delete()
    models.PlanItem.objects.bulk_create(
        models.PlanItem(version=version, position=at, **_words(item)) for at, item in enumerate(plan.items)
    )
    models.Succession.objects.bulk_create(
        models.Succession(version=version, position=at, **asdict(link))
        for at, link in enumerate(plan.succession)
    )


def too_long(plan: PlanDocument) -> list[tuple[str, str, int]]:
    """Words that no row can hold: whose they are, the column, and how many characters it takes."""
    facts = [(plan.ref, models.PlanVersion, {name: getattr(plan, name) for name in _FACTS})]
    items = [(item.ref, models.PlanItem, _words(item)) for item in plan.items]
    links = [(plan.ref, models.Succession, asdict(link)) for link in plan.succession]
    return [
        (ref, column, most)
        for ref, model, words in (*facts, *items, *links)
        for column, text in words.items()
        if isinstance(text, str) and (most := _most(model, column)) and len(text) > most
    ]


def _most(model: type[Model], column: str) -> int:
    field = model._meta.get_field(column)
    return getattr(field, "max_length", None) or 0


def _words(item: PlanItem) -> dict[str, str | list[str]]:
    words = {name: getattr(item, name) for name in ITEM_FIELDS}
    return words | {name: list(words[name]) for name in _LISTS}


def _item(row: models.PlanItem) -> PlanItem:
    words = {name: getattr(row, name) for name in ITEM_FIELDS}
    return PlanItem(**words | {name: tuple(words[name]) for name in _LISTS})


def _link(row: models.Succession) -> Succession:
    return Succession(row.earlier, row.later, row.how, row.whose_reading)
