"""What the law has to say of a service that is to spend less, and which of its money is tied to it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from goldenthread.kit.format import listed
from goldenthread.rules.money import ZERO
from goldenthread.thread.money.balance_position import Start
from goldenthread.thread.money.sheet import pounds


@dataclass(frozen=True, slots=True)
class LawSaid:
    """What the law asks of a service; `is_duty` where some of it must be given to all who need it."""

    said: str
    is_duty: bool


def law_said(start: Start, held: Mapping[str, Decimal], service: str) -> LawSaid:
    """What the law says where a service is to spend less; `held` is its cost by what the law asks."""
    whole = start.position.services[service]
    must, level = held.get("demand_led", ZERO), held.get("level", ZERO)
    facts = {"service": start.opened.service_title(service), "must": pounds(must), "whole": pounds(whole)}
    if must > 0:
        said = _(
            "{service}: {must} of its {whole} goes on what the law says everyone who needs it must get. The "
            "council cannot simply spend less on that: fewer people would have to need it, or it would have "
            "to cost less. Or the rest would have to give up more."
        )
        if must >= whole:
            said = _(
                "{service}: the law says the council must give this to everyone who needs it. It cannot "
                "simply spend less: fewer people would have to need it, or it would have to cost less."
            )
        return LawSaid(said.format(**facts), True)
    kinds = [code for code in ("level", "discretionary", "enabling") if held.get(code, ZERO) > 0]
    if len(kinds) > 1:
        return LawSaid(_("{service}: {parts}.").format(parts=_parts(held, kinds), **facts), False)
    if level > 0:
        said = _(
            "{service}: the law says the council must do this, but the council decides how much. There would "
            "be less of it."
        )
    elif "discretionary" in kinds:
        said = _("{service}: the law lets the council choose. There would be less of it, or none.")
    else:
        said = _("{service}: this keeps the council running. Other services lean on it.")
    return LawSaid(said.format(**facts), False)


def _parts(held: Mapping[str, Decimal], kinds: list[str]) -> str:
    """Each part of a service by what the law asks of it."""
    words = {
        "level": _("{sum} is for what the law says must be there, though the council decides how much"),
        "discretionary": _("{sum} is for what the council may choose to do or not"),
        "enabling": _("{sum} keeps the council running"),
    }
    return listed([words[code].format(sum=pounds(held[code])) for code in kinds])


def tied_said(start: Start, service: str) -> str:
    """That part of a service's money may be spent on nothing else; empty where none of it is."""
    tied, whole = start.position.tied.get(service, ZERO), start.position.services[service]
    if tied <= 0:
        return ""
    facts = {
        "service": start.opened.service_title(service),
        "tied": pounds(tied),
        "whole": pounds(whole),
        "free": pounds(whole - tied),
    }
    if tied >= whole:
        said = _(
            "{service}: all of the {whole} is paid for by money that may be spent on nothing else. Spending "
            "less there would not close the gap."
        )
    else:
        said = _(
            "{service}: {tied} of {whole} is paid for by money that may be spent on nothing else. Only the "
            "other {free} can close the gap, and only that is counted."
        )
    return said.format(**facts)
