"""The register of areas of an installation."""

from goldenthread.engine.area import AreaRegister, area_register
from goldenthread.measures import models
from goldenthread.rules.area import Area


def known_areas() -> AreaRegister:
    """The shipped areas with those that the council has declared."""
    shipped = area_register()
    rows = tuple(models.CompositeArea.objects.all())
    if not rows:
        return shipped
    declared = {row.code: Area(row.code, row.title, row.kind, tuple(row.members)) for row in rows}
    parents = {row.code: row.parent for row in rows if row.parent}
    return AreaRegister({**shipped.areas, **declared}, {**shipped.parents, **parents})
