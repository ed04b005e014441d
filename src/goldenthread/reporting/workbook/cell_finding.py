"""What is wrong, or odd, in one cell of a workbook."""

from dataclasses import dataclass

from goldenthread.rules.finding import Finding


@dataclass(frozen=True, slots=True)
class CellFinding:
    """A finding of one cell. `cell` is such as `M12`; `title` is what its row is about."""

    sheet: str
    row: int
    cell: str
    finding: Finding
    title: str = ""

    @property
    def place(self) -> str:
        """Where it stands, as people say it."""
        return f"{self.sheet}, {self.cell}"
