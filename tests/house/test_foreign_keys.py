"""A ForeignKey can name its table in a string, which no import shows. None may run up a floor."""

import tomllib
from pathlib import Path

import pytest
from django.apps import apps
from django.db.models import Field, Model

ROOT = Path(__file__).parents[2]


def floors() -> list[str]:
    """The floors of the house, the lowest first."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())
    contract = settings["tool"]["importlinter"]["contracts"][0]
    return list(reversed(contract["layers"]))


def own_models() -> list[type[Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("goldenthread.")]


def links(model: type[Model]) -> "list[Field[object, object]]":
    fields = [*model._meta.local_fields, *model._meta.local_many_to_many]
    return [field for field in fields if field.is_relation]


LINKS = [(model, field) for model in own_models() for field in links(model)]


@pytest.mark.parametrize(("model", "field"), LINKS, ids=lambda it: getattr(it, "name", None) or it.__name__)
def test_no_foreign_key_runs_up_a_floor(model: type[Model], field: "Field[object, object]") -> None:
    target = field.related_model
    assert isinstance(target, type)
    if target.__module__.startswith("django."):
        return
    order = floors()
    own, other = (each.__module__.split(".")[1] for each in (model, target))
    assert order.index(other) <= order.index(own), f"{own}.{model.__name__}.{field.name} points up to {other}"


def test_there_are_links_to_hold_to_this() -> None:
    assert {"people", "plan", "measures"} <= {model.__module__.split(".")[1] for model, _ in LINKS}
