"""What a verdict rests on, in plain sentences: where its likely range is from, which test, which signal."""

from typing import Final

from goldenthread.rules.measure import Measure
from goldenthread.rules.sentence_fact import INTERVALS, span
from goldenthread.rules.tongue import Words
from goldenthread.rules.verdict import Verdict

BASIS_WORDS: Final = Words(
    {
        "published": "The likely range was published with the figure.",
        "wilson": "The likely range is worked out from the counts.",
        "byar": "The likely range is worked out from the counts.",
        "exact": "The likely range is worked out from the counts.",
        "student_t": "The likely range is worked out from the sample.",
        "proportions": "Tested on the counts behind the two shares.",
        "poisson": "Tested on the counts behind the two figures.",
        "intervals": "Tested on the likely ranges of both figures.",
        "overlap": "Tested by whether the two likely ranges meet.",
        "weighted": "Each figure is weighed by how sure it is.",
        "chi_squared": "Tested on the counts behind the figures.",
        "area": "Compared with the area's own published figure.",
        "counts": "Similar areas are added up from their counts.",
        "median": "Similar areas have no counts that add up, so their median is taken.",
        "quintile": "All areas of the same level were put in order and cut into five parts.",
        "outside_limits": "It is outside the usual range.",
        "shift": "It is one of seven or more in a row on one side of the average.",
        "run": "It is one of seven or more that rise, or fall, at every step.",
        "two_of_three": "Two of three figures in a row are near the same end of the usual range.",
        "growth": "The pace is counted as growth a year.",
    }
)
"""The sentence for everything that an answer can rest on."""

_WITH_RANGE: Final = Words(
    {
        "published": "The likely range, {range}, was published with the figure.",
        "wilson": "The likely range, {range}, is worked out from the counts.",
        "byar": "The likely range, {range}, is worked out from the counts.",
        "exact": "The likely range, {range}, is worked out from the counts.",
        "student_t": "The likely range, {range}, is worked out from the sample.",
    }
)


def basis_sentences(verdict: Verdict, measure: Measure) -> tuple[str, ...]:
    """A sentence for everything that the verdict rests on; one that says where a range is from names it."""
    said = []
    for code in verdict.basis:
        words = BASIS_WORDS[code]
        compared = verdict.question in ("benchmark", "neighbours")
        if code in INTERVALS and compared and span(verdict, measure):
            words = _WITH_RANGE[code].format(range=span(verdict, measure))
        said.append(words)
    return tuple(dict.fromkeys(said))
