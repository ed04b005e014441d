"""Counts with their words, in the language of the report."""

from django.utils.translation import ngettext

from goldenthread.kit.format import number


def measures(count: int) -> str:
    """ "1 measure", "20 measures"."""
    return ngettext("{count} measure", "{count} measures", count).format(count=number(count))


def entries(count: int) -> str:
    """ "1 entry", "20 entries": of a plan."""
    return ngettext("{count} entry", "{count} entries", count).format(count=number(count))


def actions(count: int) -> str:
    """ "1 action", "20 actions"."""
    return ngettext("{count} action", "{count} actions", count).format(count=number(count))


def parts(count: int) -> str:
    """ "1 part of the plan", "20 parts of the plan"."""
    return ngettext("{count} part of the plan", "{count} parts of the plan", count).format(
        count=number(count)
    )
