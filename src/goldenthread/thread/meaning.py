"""What every verdict means, in a sentence, under the question that it answers."""

from typing import Final

Meanings = tuple[tuple[str, str], ...]

MEANINGS: Final[tuple[tuple[str, Meanings], ...]] = (
    (
        "Is it getting better?",
        (
            ("improving", "things are getting better."),
            ("maintaining", "no change, or too little to count."),
            ("mixed", "some of what lies beneath is getting better and some is not."),
            ("not_improving", "things are getting worse."),
            ("increasing", "the number went up. Nobody has said whether that is good."),
            ("unchanged", "the number stayed as it was. Nobody has said which way is good."),
            ("decreasing", "the number went down. Nobody has said whether that is good."),
        ),
    ),
    (
        "Does it meet its target?",
        (
            ("green", "the target is met."),
            ("amber", "the target is missed, but not by much."),
            ("red", "the target is missed by more than is accepted."),
        ),
    ),
    (
        "Is demand as it was expected?",
        (
            ("within", "about as much as was expected."),
            ("above", "more than was expected."),
            ("below", "less than was expected."),
        ),
    ),
    (
        "Is there a trend that is more than chance?",
        (
            ("worsening", "the line through the figures goes the wrong way."),
            ("rising", "the line goes up. Nobody has said whether that is good."),
            ("falling", "the line goes down. Nobody has said whether that is good."),
            ("no_clear_trend", "the figures go up and down too much to say."),
            ("increasing_better", "five years of figures go up, and up is better."),
            ("decreasing_better", "five years of figures go down, and down is better."),
            ("increasing_worse", "five years of figures go up, and up is worse."),
            ("decreasing_worse", "five years of figures go down, and down is worse."),
            ("no_significant_change", "chance alone could have made the five years go as they did."),
            ("not_significant", "chance alone could have made a change of this size in a year."),
        ),
    ),
    (
        "Is the latest figure unusual?",
        (
            ("special_improvement", "chance would seldom give this figure, and it is for the better."),
            ("special_concern", "chance would seldom give this figure, and it is for the worse."),
            ("special_high", "unusually high. Nobody has said whether that is good."),
            ("special_low", "unusually low. Nobody has said whether that is good."),
            ("common_cause", "it goes up and down as it always has. One figure means little."),
        ),
    ),
    (
        "Can it be relied on to meet its target?",
        (
            ("consistently_meets", "as things are, it will always meet the target."),
            ("consistently_misses", "as things are, it will always miss the target."),
            ("hit_or_miss", "as things are, it will sometimes meet the target and sometimes miss it."),
        ),
    ),
    (
        "How does it compare with others?",
        (
            ("better", "better than the others, by more than chance."),
            ("similar", "too close to tell apart."),
            ("worse", "worse than the others, by more than chance."),
            ("much_better", "better by far more than chance."),
            ("much_worse", "worse by far more than chance."),
            ("higher", "higher by more than chance. Nobody has said whether that is good."),
            ("lower", "lower by more than chance. Nobody has said whether that is good."),
            ("1", "among the fifth of areas that do best, or have the lowest figures."),
            ("5", "among the fifth of areas that do worst, or have the highest figures."),
        ),
    ),
    (
        "Is it moving fast enough to meet its target?",
        (
            ("achieved", "the target is met already."),
            ("on_track", "it is moving fast enough."),
            ("behind", "it is moving the right way, but not quite fast enough."),
            ("off_track", "it is moving the right way, but far too slowly."),
            ("wrong_direction", "it is moving away from the target."),
        ),
    ),
    ("", (("cannot_judge", "there is no fair answer, and the page says why."),)),
)
"""Every verdict once, save the fifths in between."""
