"""The policies of the budget in the year, read from the dated files of `policies/in_year`."""

from functools import cache
from importlib.resources import files

from goldenthread.engine.plain_yaml import read_plain_yaml
from goldenthread.rules.in_year import InYearPolicy, in_year_policy_from


@cache
def in_year_policies() -> tuple[InYearPolicy, ...]:
    """Every policy, the earliest first."""
    folder = files("goldenthread") / "policies" / "in_year"
    texts = (entry.read_text(encoding="utf-8") for entry in folder.iterdir() if entry.name.endswith(".yaml"))
    found = (in_year_policy_from(read_plain_yaml(text)) for text in texts)
    return tuple(sorted(found, key=lambda policy: (policy.first, policy.ref)))


def in_year_policy(year: int) -> InYearPolicy:
    """The policy for a financial year: the latest that begins with it or before it."""
    known = in_year_policies()
    return next((policy for policy in reversed(known) if policy.first <= year), known[0])
