"""Rule packs: what the law set for each financial year, read from the dated files of `policies/finance`."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from goldenthread.engine.plain_yaml import read_plain_yaml
from goldenthread.rules.council_tax import RulePack
from goldenthread.rules.financial_year import read_year


@cache
def rule_packs() -> Mapping[str, RulePack]:
    """Every pack by its ref, the earliest year first."""
    folder = files("goldenthread") / "policies" / "finance"
    texts = (entry.read_text(encoding="utf-8") for entry in folder.iterdir() if entry.name.endswith(".yaml"))
    packs = sorted(map(_pack, texts), key=lambda pack: pack.first)
    return MappingProxyType({pack.ref: pack for pack in packs})


def pack_for(year: int) -> RulePack | None:
    """The pack in force for a year (2021 is 2021/22); None where no limits are known for it."""
    return next((pack for pack in rule_packs().values() if pack.first <= year <= pack.last), None)


def _pack(text: str) -> RulePack:
    said = read_plain_yaml(text)
    return RulePack(
        ref=said["ref"],
        title=said["title"],
        first=read_year(said["from"]),
        last=read_year(said["to"]),
        core_limit=Decimal(said["core_limit"]),
        care_limit=Decimal(said["care_limit"]),
        source=said["source"],
        note=said.get("note", ""),
    )
