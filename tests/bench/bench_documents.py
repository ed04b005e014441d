"""The annual report of a whole council as a PDF and in its other forms, beside writing it down as JSON."""

import os
import shutil
import subprocess
from collections.abc import Callable
from functools import partial
from importlib.util import find_spec
from io import BytesIO
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from typing import TYPE_CHECKING

from tests.bench.measuring import TURNS, Result, interleaved

if TYPE_CHECKING:
    from goldenthread.publish.document import Document
    from goldenthread.publish.writers.writer import Writer

PROMISE = "by the clock; a council is promised the PDF within 4 seconds and all the forms within 20"


def result() -> Result:
    """The contest, in seconds. The product's own line is the PDF; a form without its writer is left out."""
    os.environ.setdefault("GOLDENTHREAD_HOME", mkdtemp(prefix="goldenthread-bench-"))
    os.environ["DJANGO_SETTINGS_MODULE"] = "goldenthread.web.settings"
    import django

    django.setup()
    from pypdf import PdfReader

    from goldenthread.publish.document import write_document
    from goldenthread.publish.writers.writer import writers_for
    from tests.areas.publish.large import long_report

    documents = [long_report(seed=turn) for turn in range(TURNS + 1)]
    document = documents[0]
    there = [each for each in writers_for(document) if _is_there(each)]
    absent = [each.title for each in writers_for(document) if not _is_there(each)]
    first, *others = there
    contenders: dict[str, Callable[[], object]] = {
        "golden thread": _next(documents, first.write),
        "floor: the document as JSON": _next(documents, write_document),
        **{each.title: _next(documents, each.write) for each in others},
        "all the forms": _next(list(reversed(documents)), lambda each: [one.write(each) for one in there]),
    }
    remark = PROMISE + (f"; not there: {', '.join(absent)}" if absent else "")
    with TemporaryDirectory() as folder:
        if peer := _peer(document, others, Path(folder)):
            contenders["peer: LibreOffice, Word to PDF"] = peer
        else:
            remark += "; there is no LibreOffice to stand beside"
        seconds = interleaved(contenders)
    pages = len(PdfReader(BytesIO(first.write(document))).pages)
    return Result("The annual report as a PDF, and its other forms", f"{pages} pages", seconds, remark)


def _next(documents: list["Document"], write: Callable[["Document"], object]) -> Callable[[], object]:
    """Write another document at each turn: what is remembered of one already written would not be fair."""
    waiting = cycle(documents)
    return lambda: write(next(waiting))


def _is_there(writer: "Writer") -> bool:
    return find_spec(f"goldenthread.publish.writers.{writer.module}") is not None


def _peer(document: "Document", forms: list["Writer"], folder: Path) -> Callable[[], object] | None:
    """LibreOffice making a tagged PDF of the same report from its Word form, where both are there."""
    office = shutil.which("soffice")
    word = next((each for each in forms if each.title == "Word"), None)
    if not (office and word):
        return None
    source = folder / "report.docx"
    source.write_bytes(word.write(document))
    profile = f"-env:UserInstallation=file://{folder}/profile"
    form = 'pdf:writer_pdf_Export:{"PDFUACompliance":{"type":"boolean","value":"true"}}'
    command = [office, profile, "--headless", "--convert-to", form, "--outdir", str(folder), str(source)]
    return partial(subprocess.run, command, check=True, capture_output=True)
