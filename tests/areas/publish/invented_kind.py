"""A kind of edition for tests: a chapter of figures and one of verdicts, of whatever measures are public."""

from dataclasses import dataclass, field

from goldenthread.measures.figures import read_figures
from goldenthread.publish.block import Cell, Column, Table, VerdictLine
from goldenthread.publish.document import Part, Section
from goldenthread.publish.fact import Fact
from goldenthread.publish.kinds.kind import Composed, Scope
from goldenthread.rules.observation import Observation
from goldenthread.rules.refusal import refuse
from goldenthread.rules.verdict import Verdict
from goldenthread.thread.reader import Reader


@dataclass
class InventedKind:
    """Stands in KINDS; `left_out` are the keys of sections that it works out no longer."""

    ref: str = "invented"
    title: str = "Invented report"
    hint: str = "Every measure that is public"
    asks: tuple[str, ...] = ("area",)
    left_out: set[str] = field(default_factory=set)

    def compose(self, scope: Scope, reader: Reader) -> Composed:
        sheets = reader.sight.sheets()
        if not sheets:
            raise refuse("no measure is public", "publish a measure first")
        found = read_figures(reader.sight, sheets, [scope.area])
        releases = tuple(sorted(each.ref for each in found.releases))
        verdicts = found.verdicts(reader.policy, (), reader.today)
        latest = found.latest()
        figures, judged = [], []
        for sheet in sheets:
            point = latest.get((sheet.ref, scope.area, ""))
            if point is not None:
                figures.append(_figure(sheet.title, point, releases))
            judged += [
                _judged(sheet.title, each, reader.policy.word(each.verdict))
                for each in verdicts.get((sheet.ref, scope.area, ""), ())
                if each.question == "direction_1y"
            ]
        kept = [each for each in (*figures, *judged) if each.key not in self.left_out]
        parts = (
            Part(
                "figures", "Figures", tuple(s for s in kept if s.key.startswith("figures/")), "The figures."
            ),
            Part("directions", "Directions", tuple(s for s in kept if s.key.startswith("directions/"))),
        )
        return Composed("Invented report", "All of it", "2023/24", reader.policy.ref, parts)


def _figure(title: str, point: Observation, releases: tuple[str, ...]) -> Section:
    value = str(point.known_value)
    fact = Fact(
        key=f"figure/{point.measure}/{point.area}//{point.period}",
        about=f"{title}, {point.period.label()}",
        text=f"{value}%",
        value=value,
        unit="%",
        period=str(point.period),
        status=point.status,
        releases=releases,
    )
    table = Table(
        f"figure-{point.measure}",
        title,
        (Column("Year"), Column("Figure", "%", is_numeric=True)),
        ((Cell(point.period.label()), Cell(value, value)),),
    )
    return Section(f"figures/{point.measure}", title, (table,), (fact,))


def _judged(title: str, verdict: Verdict, word: str) -> Section:
    fact = Fact(
        key=f"verdict/{verdict.measure}/{verdict.area}//{verdict.question}",
        about=f"{title}, over one year",
        text=word,
        verdict=verdict.verdict,
        reason=verdict.reason,
        change="" if verdict.change is None else str(verdict.change),
        rule=verdict.rule,
    )
    line = VerdictLine(verdict.verdict, word, word, "Over one year", verdict.rule, verdict.reason)
    return Section(f"directions/{verdict.measure}", title, (line,), (fact,))
