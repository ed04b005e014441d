"""An act on a risk or a commitment, told in words: codes as their words, names without underscores."""

from goldenthread.delivery import commitment_words, risk_words
from goldenthread.people.queries.trail import TrailLine

_WORDS = {
    "state": {**risk_words.STATES, **commitment_words.STATES},
    "kind": {**risk_words.KINDS, **commitment_words.KINDS},
    "level": risk_words.LEVELS,
}


def changes_told(line: TrailLine) -> str:
    """What an act changed: `state from “Open” to “Agreed”, next step from “nothing” to “Ring”`."""
    told = ((name, _word(name, was), _word(name, now)) for name, was, now in line.changes)
    return ", ".join(f"{name} from “{was}” to “{now}”" for name, was, now in told)


def _word(name: str, said: str) -> str:
    return _WORDS.get(name, {}).get(said, said) or "nothing"
