"""Published files turned into others by LibreOffice, without a screen."""

import csv
import subprocess
from io import StringIO
from pathlib import Path
from shutil import which
from xml.etree import ElementTree
from zipfile import ZipFile

OFFICE = which("soffice") or which("libreoffice")
EVERY_SHEET = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1"
"""Commas, quotation marks, UTF-8, cells as they are shown, and a file for every sheet."""


def converted(content: bytes, ending: str, into: str, folder: Path) -> Path:
    """The folder with what LibreOffice made of the file. Folders side by side share its settings."""
    source, made = folder / f"report{ending}", folder / "made"
    source.write_bytes(content)
    subprocess.run(
        [
            str(OFFICE),
            "--headless",
            f"-env:UserInstallation={(folder.parent / 'profile').as_uri()}",
            "--convert-to",
            into,
            "--outdir",
            str(made),
            str(source),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
    return made


def sheets(made: Path) -> dict[str, list[list[str]]]:
    """Every sheet that was written as CSV, by its name."""
    return {
        path.stem.removeprefix("report-"): list(csv.reader(StringIO(path.read_text(encoding="utf-8"))))
        for path in made.glob("report-*.csv")
    }


_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"


def open_tables(path: Path) -> list[list[list[str]]]:
    """The rows of every table of an OpenDocument text."""
    with ZipFile(path) as archive:
        held = ElementTree.fromstring(archive.read("content.xml"))
    return [
        [
            [
                "\n".join(_words(line) for line in cell.iter(f"{_TEXT}p"))
                for cell in row.iter(f"{_TABLE}table-cell")
            ]
            for row in table.iter(f"{_TABLE}table-row")
        ]
        for table in held.iter(f"{_TABLE}table")
    ]


def _words(paragraph: ElementTree.Element) -> str:
    """A paragraph's words, without what stands for a picture."""
    pieces = [paragraph.text or ""]
    for each in paragraph:
        inside = "" if each.tag.endswith("}frame") else _words(each)
        pieces += [" " if each.tag == f"{_TEXT}s" else inside, each.tail or ""]
    return "".join(pieces)
