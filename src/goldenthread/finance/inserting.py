"""Thousands of rows into a table at once, past the models that would be made of each of them."""

import json
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any

from django.db import connection, models

from goldenthread.finance.pounds import PoundsField
from goldenthread.rules.money import in_pence

Written = Callable[[Any], Any]


def insert(table: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows of values by the names of their fields, as `bulk_create` would. Every field is named."""
    fields: list[Any] = [table._meta.get_field(name) for name in names]
    written = [_writing(field) for field in fields]
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    made = [[write(value) for write, value in zip(written, row, strict=True)] for row in rows]
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {quote(table._meta.db_table)} ({columns}) VALUES ({places})", made)


def _writing(field: Any) -> Written:
    """What turns a value of the field into what the database takes."""
    if isinstance(field, PoundsField):
        return in_pence
    if isinstance(field, models.JSONField):
        return json.dumps
    if isinstance(field, models.DecimalField):
        return cache(lambda value: field.get_db_prep_save(value, connection))
    return _as_it_is


def _as_it_is(value: Any) -> Any:
    return value
