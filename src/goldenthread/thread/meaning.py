"""What every verdict means, in a sentence, under the question that it answers."""

from typing import Final

from django.utils.translation import gettext_noop

Meanings = tuple[tuple[str, str], ...]

MEANINGS: Final[tuple[tuple[str, Meanings], ...]] = (
    (
        gettext_noop("Is it getting better?"),
        (
            ("improving", gettext_noop("things are getting better.")),
            ("maintaining", gettext_noop("no change, or too little to count.")),
            ("mixed", gettext_noop("some of what lies beneath is getting better and some is not.")),
            ("not_improving", gettext_noop("things are getting worse.")),
            ("increasing", gettext_noop("the number went up. Nobody has said whether that is good.")),
            ("unchanged", gettext_noop("the number stayed as it was. Nobody has said which way is good.")),
            ("decreasing", gettext_noop("the number went down. Nobody has said whether that is good.")),
        ),
    ),
    (
        gettext_noop("Does it meet its target?"),
        (
            ("green", gettext_noop("the target is met.")),
            ("amber", gettext_noop("the target is missed, but not by much.")),
            ("red", gettext_noop("the target is missed by more than is accepted.")),
        ),
    ),
    (
        gettext_noop("Is demand as it was expected?"),
        (
            ("within", gettext_noop("about as much as was expected.")),
            ("above", gettext_noop("more than was expected.")),
            ("below", gettext_noop("less than was expected.")),
        ),
    ),
    (
        gettext_noop("Is there a trend that is more than chance?"),
        (
            ("worsening", gettext_noop("the line through the figures goes the wrong way.")),
            ("rising", gettext_noop("the line goes up. Nobody has said whether that is good.")),
            ("falling", gettext_noop("the line goes down. Nobody has said whether that is good.")),
            ("no_clear_trend", gettext_noop("the figures go up and down too much to say.")),
            ("increasing_better", gettext_noop("five years of figures go up, and up is better.")),
            ("decreasing_better", gettext_noop("five years of figures go down, and down is better.")),
            ("increasing_worse", gettext_noop("five years of figures go up, and up is worse.")),
            ("decreasing_worse", gettext_noop("five years of figures go down, and down is worse.")),
            (
                "no_significant_change",
                gettext_noop("chance alone could have made the five years go as they did."),
            ),
            (
                "not_significant",
                gettext_noop("chance alone could have made a change of this size in a year."),
            ),
        ),
    ),
    (
        gettext_noop("Is the latest figure unusual?"),
        (
            (
                "special_improvement",
                gettext_noop("chance would seldom give this figure, and it is for the better."),
            ),
            (
                "special_concern",
                gettext_noop("chance would seldom give this figure, and it is for the worse."),
            ),
            ("special_high", gettext_noop("unusually high. Nobody has said whether that is good.")),
            ("special_low", gettext_noop("unusually low. Nobody has said whether that is good.")),
            ("common_cause", gettext_noop("it goes up and down as it always has. One figure means little.")),
        ),
    ),
    (
        gettext_noop("Can it be relied on to meet its target?"),
        (
            ("consistently_meets", gettext_noop("as things are, it will always meet the target.")),
            ("consistently_misses", gettext_noop("as things are, it will always miss the target.")),
            (
                "hit_or_miss",
                gettext_noop("as things are, it will sometimes meet the target and sometimes miss it."),
            ),
        ),
    ),
    (
        gettext_noop("How does it compare with others?"),
        (
            ("better", gettext_noop("better than the others, by more than chance.")),
            ("similar", gettext_noop("too close to tell apart.")),
            ("worse", gettext_noop("worse than the others, by more than chance.")),
            ("much_better", gettext_noop("better by far more than chance.")),
            ("much_worse", gettext_noop("worse by far more than chance.")),
            ("higher", gettext_noop("higher by more than chance. Nobody has said whether that is good.")),
            ("lower", gettext_noop("lower by more than chance. Nobody has said whether that is good.")),
            ("1", gettext_noop("among the fifth of areas that do best, or have the lowest figures.")),
            ("5", gettext_noop("among the fifth of areas that do worst, or have the highest figures.")),
        ),
    ),
    (
        gettext_noop("Is it moving fast enough to meet its target?"),
        (
            ("achieved", gettext_noop("the target is met already.")),
            ("on_track", gettext_noop("it is moving fast enough.")),
            ("behind", gettext_noop("it is moving the right way, but not quite fast enough.")),
            ("off_track", gettext_noop("it is moving the right way, but far too slowly.")),
            ("wrong_direction", gettext_noop("it is moving away from the target.")),
        ),
    ),
    ("", (("cannot_judge", gettext_noop("there is no fair answer, and the page says why.")),)),
)
"""Every verdict once, save the fifths in between."""
