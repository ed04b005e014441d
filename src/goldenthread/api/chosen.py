"""What an address names, found in what the reader may see; otherwise a problem that says which is unknown."""

from goldenthread.api.problem import not_found, unknown
from goldenthread.measures import queries
from goldenthread.measures.sheet import MeasureSheet
from goldenthread.people.queries.policy import policies
from goldenthread.rules.policy import Policy
from goldenthread.thread.reader import Reader


def measure_of(slug: str, reader: Reader) -> MeasureSheet:
    """The measure of that name in addresses. Raises a problem 404."""
    sheet = next(iter(reader.sight.told(slug=slug)), None)
    if sheet is None:
        raise not_found("measure")
    return sheet


def area_of(code: str, reader: Reader) -> str:
    """The code, or the council's own for none. Raises a problem 404 for one that is in no register."""
    if not code:
        return reader.council.area
    if code not in queries.register():
        raise unknown("area", "There is no area of that code: see /api/v1/areas.")
    return code


def policy_of(ref: str, reader: Reader) -> Policy:
    """The policy of that ref, or the council's own for none. Raises a problem 404."""
    if not ref:
        return reader.policy
    found = next((each for each in policies() if each.ref == ref), None)
    if found is None:
        raise unknown("policy", "There is no policy of that ref: see /api/v1/policies.")
    return found
