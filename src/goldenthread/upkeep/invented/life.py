"""The invented council's life: its work made public, its year played, and what people ask about it."""

from collections.abc import Mapping
from datetime import datetime

from django.utils import timezone

from goldenthread.people.access import Officer
from goldenthread.upkeep.invented.beside import (
    ask_and_answer,
    review_measures,
    say_who_does_what,
    tell_of_trouble,
)
from goldenthread.upkeep.invented.cast import Cast
from goldenthread.upkeep.invented.county import invent_county
from goldenthread.upkeep.invented.quarters import play_quarters
from goldenthread.upkeep.invented.said import invent_council
from goldenthread.upkeep.publishing import publish_commitments, publish_service_plans

DRAFT = "workforce-plan"
"""The service plan that is left as a draft."""


def live_a_year(seed: int, people: Mapping[str, Officer], now: datetime) -> None:
    """Play the last year of the invented council of that seed, once its folder is loaded.

    `people` are those of its organisation by username, with a performance officer.
    """
    today = timezone.localdate(now)
    cast = Cast(invent_council(invent_county(seed, today), today), people)
    publish_service_plans(cast.performance, now, keep_back=[DRAFT])
    publish_commitments(cast.performance, now, ("ask", "to_partner", "from_partner"))
    say_who_does_what(cast, today)
    play_quarters(cast, now)
    tell_of_trouble(cast, today)
    ask_and_answer(cast, now)
    review_measures(cast)
