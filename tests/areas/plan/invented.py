"""One invented plan in every form in which plans are published, and what a reader should make of it."""

import html
from dataclasses import dataclass
from pathlib import Path

import docx
from docx.shared import Pt


@dataclass(frozen=True)
class Said:
    """One thing that the document says: a heading of a level, a bullet of a depth, or a paragraph."""

    words: str
    heading: int = 0
    bullet: int = 0
    bold: bool = False


PROSE = (
    "The county has long rivers and short winters, and its people have told the council what matters to them."
)

DOCUMENT = (
    Said("Better Borsetshire", heading=1),
    Said(PROSE),
    Said("Our vision", heading=2),
    Said("A county that people come back to"),
    Said("Strengths", heading=2),
    Said("Six market towns", bullet=1),
    Said("Outcome 1: Thriving towns", heading=2),
    Said("Why it matters", heading=3),
    Said(PROSE),
    Said("1-2 year objectives", heading=3),
    Said(
        "Open a market in every town of the county, and keep each of them going through the winter with"
        " the help of the towns' own councils",
        bullet=1,
    ),
    Said("Mend the squares of", bullet=1),
    Said("Borchester", bullet=2),
    Said("Felpersham", bullet=2),
    Said("2 to 5 year objectives", heading=3),
    Said("Build a bridge & a ferry", bullet=1),
    Said("Long term ambitions", bold=True),
    Said("Towns that are busy at night", bullet=1),
    Said("Outcome 2: Clean rivers", heading=2),
    Said("Supporting outcomes", heading=3),
    Said("2.1 People swim in the Am", bullet=1),
    Said("2.2 No sewage is let into it", bullet=1),
    Said("Collaboration with our partners", heading=3),
    Said("Meet the water company each quarter", bullet=1),
    Said("Our ask of Government", heading=3),
    Said("Pay for the sewers", bullet=1),
    Said("Signposting", heading=3),
    Said("River Strategy", bullet=1),
    Said("Cross-cutting themes", heading=2),
    Said("Fairness", bullet=1),
)

# kind, ref, parent, horizon, title
ITEMS = [
    ("vision", "vision-1", "", "", "A county that people come back to"),
    ("outcome", "1", "", "", "Thriving towns"),
    ("objective", "1.objective-1", "1", "1-2 years", DOCUMENT[10].words),
    ("objective", "1.objective-2", "1", "1-2 years", "Mend the squares of"),
    ("objective", "1.objective-2.objective-1", "1.objective-2", "1-2 years", "Borchester"),
    ("objective", "1.objective-2.objective-2", "1.objective-2", "1-2 years", "Felpersham"),
    ("objective", "1.objective-3", "1", "2-5 years", "Build a bridge & a ferry"),
    ("ambition", "1.ambition-1", "1", "long term", "Towns that are busy at night"),
    ("outcome", "2", "", "", "Clean rivers"),
    ("supporting_outcome", "2.1", "2", "", "People swim in the Am"),
    ("supporting_outcome", "2.2", "2", "", "No sewage is let into it"),
    ("collaboration", "2.collaboration-1", "2", "", "Meet the water company each quarter"),
    ("ask", "2.ask-1", "2", "", "Pay for the sewers"),
    ("signpost", "2.signpost-1", "2", "", "River Strategy"),
    ("theme", "theme-1", "", "", "Fairness"),
]
UNPLACED = ["Six market towns"]


def as_markdown() -> str:
    lines = []
    for said in DOCUMENT:
        words = f"**{said.words}**" if said.bold else said.words
        if said.heading:
            words = f"{'#' * said.heading} {words}"
        elif said.bullet:
            words = f"{'  ' * (said.bullet - 1)}- {words}"
        lines += [words] if said.bullet else ["", words, ""]
    return "\n".join(lines)


def as_html() -> str:
    parts = ["<!DOCTYPE html><html><head><title>x</title></head><body><nav><ul><li>Home</li></ul></nav>"]
    depth = 0
    for said in DOCUMENT:
        while depth > said.bullet:
            parts.append("</li></ul>")
            depth -= 1
        words = html.escape(said.words)
        if said.bullet:
            parts.append("<ul><li>" if said.bullet > depth else "</li><li>")
            parts.append(words)
            depth = said.bullet
        elif said.heading:
            parts.append(f"<h{said.heading}>{words}</h{said.heading}>")
        else:
            parts.append(f"<p><strong>{words}</strong></p>" if said.bold else f"<p>{words}</p>")
    return "\n".join([*parts, "</li></ul></body></html>"])


def write_docx(path: Path) -> None:
    document = docx.Document()
    for said in DOCUMENT:
        if said.heading:
            document.add_heading(said.words, said.heading)
        elif said.bullet:
            document.add_paragraph(said.words, style="List Bullet" if said.bullet == 1 else "List Bullet 2")
        else:
            document.add_paragraph().add_run(said.words).bold = said.bold
    document.save(str(path))


def write_docx_by_hand(path: Path) -> None:
    """A document without styles: headings in bold, bullets typed, as many are written."""
    document = docx.Document()
    for said in DOCUMENT:
        paragraph = document.add_paragraph()
        words = f"•\t{said.words}" if said.bullet else said.words
        paragraph.add_run(words).bold = bool(said.heading) or said.bold
        paragraph.paragraph_format.left_indent = Pt(18 * said.bullet)
    document.save(str(path))


def as_marked_paragraphs() -> str:
    """A page whose bullets are characters in paragraphs, as much office software prints them."""
    parts = ["<!DOCTYPE html><body style='font: 11pt/1.2 serif'>"]
    for said in DOCUMENT:
        words = html.escape(said.words)
        if said.bullet:
            parts.append(f"<div style='margin-left: {said.bullet * 20}px'>• {words}</div>")
        elif said.heading:
            parts.append(
                f"<div style='margin: 12pt 0; font: bold {24 - 4 * said.heading}pt serif'>{words}</div>"
            )
        else:
            weight = "bold" if said.bold else "normal"
            parts.append(f"<div style='margin: 12pt 0; font-weight: {weight}'>{words}</div>")
    return "\n".join(parts)
