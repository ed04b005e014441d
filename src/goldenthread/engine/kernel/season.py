"""The yearly points of every series: `rules.season`, by the season of each period."""

import numpy as np

from goldenthread.engine.kernel.answer import Bools, Ints
from goldenthread.engine.kernel.frame import Frame, Points


class Yearly:
    """The unbroken points of the latest's length and season, and which series only the rules can answer.

    `odd` are by series those whose latest is an instant or begins on 29 February. `held` is how many points a
    series has, `liked` how many it would have without its breaks. `from_year` leaves out what begins before.
    """

    def __init__(self, frame: Frame, from_year: int | None = None) -> None:
        self.frame = frame
        periods = frame.periods.periods
        leap = np.array([(each.start.month, each.start.day) == (2, 29) for each in periods])
        self.odd: Bools = (frame.periods.instant | leap)[frame.latest]
        seasons = [(each.start.month, each.start.day, each.duration) for each in periods]
        early = np.array([from_year is not None and each.start.year < from_year for each in periods])
        if len(set(seasons)) <= 1 and not early.any():
            self.rows, self.begins, self.held = frame.pointed
            self.liked = frame.liked
            return
        place = {season: at for at, season in enumerate(sorted(set(seasons)))}
        season = np.array([place[each] for each in seasons])[frame.when]
        same = (season == season[frame.last][frame.series]) & ~early[frame.when]
        found = frame.unbroken & same
        self.rows = np.flatnonzero(found)
        self.held = frame.sums(found)
        self.begins = np.cumsum(self.held) - self.held
        self.liked = frame.sums(frame.like & same)

    def last(self, window: int, of: Ints) -> Points:
        """The last so many points of some series, each of which has as many: all of them are inside."""
        at = self.begins[of] + self.held[of] - np.arange(window, 0, -1)[:, None]
        rows = self.rows[at]
        return Points(rows, np.ones(rows.shape, bool), self.held[of])

    @property
    def first(self) -> Ints:
        """By series: the row of its first point; -1 where it has none."""
        if not len(self.rows):
            return np.full(self.frame.count, -1)
        return np.where(self.held > 0, self.rows[np.minimum(self.begins, len(self.rows) - 1)], -1)
