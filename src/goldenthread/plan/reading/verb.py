"""Whether an entry of a list begins by saying what will be done."""

_TEXT = """
accelerate achieve address adopt advocate agree align allocate analyse apply approve assess attract
begin broker build campaign carry celebrate challenge champion clarify close co-design co-ordinate
collaborate collect commission commit communicate complete conduct connect consider consult continue
contribute convene coordinate create cut define deliver demonstrate deploy design devolve develop drive
embed embrace empower enable encourage engage enhance ensure establish evaluate expand explore extend
facilitate finalise focus foster fund further gather give grow harness help hold identify implement
improve incorporate increase influence inform initiate integrate intensify introduce invest investigate
join keep launch lead learn leverage listen lobby maintain make manage maximise measure meet minimise
modernise monitor negotiate nurture offer open optimise participate partner pilot plan play prepare
press prevent prioritise procure produce progress promote protect provide publish pursue put raise
rationalise realise recognise recommission recruit redesign reduce refresh regenerate reimagine
renew repair replace represent resource respond retain review roll rollout run safeguard scale secure
seek seize set shape share showcase simplify speed stand start step strengthen streamline support
sustain tackle take target test trial transform uncover undertake understand unlock update upgrade use
value widen work
"""
_VERBS = frozenset(_TEXT.split())


def begins_with_verb(text: str) -> bool:
    """Whether the first word is a verb that plans begin an action with."""
    words = text.split(maxsplit=1)
    return bool(words) and words[0].casefold().strip(".,;:'’\"") in _VERBS
