"""The kinds of document that can be read, each as blocks, and what may be wrong with their files."""

import io
import logging
import re
import zipfile

from goldenthread.plan.file_csv import decoded
from goldenthread.plan.reading.block import Block
from goldenthread.plan.reading.docx import blocks_of_docx
from goldenthread.plan.reading.html import blocks_of_html
from goldenthread.plan.reading.text import blocks_of_text
from goldenthread.rules.refusal import Refused, refuse

LARGEST_UNPACKED = 200 * 1024 * 1024
_CHARSET = re.compile(rb"<meta[^>]+charset=[\"']?([\w-]+)", re.IGNORECASE)


def of_markdown(data: bytes, name: str) -> list[Block]:
    """Markdown, or plain text laid out like it. Raises Refused where it is not text."""
    return blocks_of_text(_text(data, name))


def of_html(data: bytes, name: str) -> list[Block]:
    """A web page in UTF-8, or in the encoding that it states. Raises Refused where it is not text."""
    stated = _CHARSET.search(data[:2048])
    encoding = stated[1].decode() if stated else "utf-8"
    if encoding.lower() not in ("utf-8", "utf8"):
        try:
            data = data.decode(encoding).encode()
        except (LookupError, UnicodeDecodeError) as error:
            what = f"the page says that it is in {encoding}, and is not"
            raise refuse(what, "save it as UTF-8", file=name) from error
    return blocks_of_html(_text(data, name))


def of_docx(data: bytes, name: str) -> list[Block]:
    """A Word document. Raises Refused where it is none, or has a password, or unpacks without end."""
    import docx

    do = "open it in a word processor and save it as .docx again, without a password"
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
        if unpacked > LARGEST_UNPACKED:
            what = "the document unpacks to far more than a plan"
            raise refuse(what, "take out its pictures, or save it as .txt", file=name)
        return blocks_of_docx(docx.Document(io.BytesIO(data)))
    except Refused:
        raise
    except Exception as error:  # python-docx lets many kinds through for a broken part
        raise refuse("this is not a .docx document", do, file=name) from error


def of_pdf(data: bytes, name: str) -> list[Block]:
    """A PDF with text. Raises Refused where it is broken, has a password, or is only pictures."""
    from pypdf import PdfReader

    from goldenthread.plan.reading.pdf import blocks_of_pdf

    logging.getLogger("pypdf").setLevel(
        logging.CRITICAL
    )  # it reports every oddity of a file as it repairs it
    try:
        reader = PdfReader(io.BytesIO(data))
        locked = reader.is_encrypted and not reader.decrypt("")
        blocks = [] if locked else blocks_of_pdf(reader)
    except Exception as error:  # pypdf lets many kinds through for a broken file
        what = "the PDF cannot be read"
        raise refuse(what, "print it to a new PDF, or save it as .docx", file=name) from error
    if locked:
        what = "the PDF has a password"
        raise refuse(what, "save a copy without one", file=name)
    return blocks


def _text(data: bytes, name: str) -> str:
    if b"\x00" in data:
        do = "give the document as text, .docx or .pdf"
        raise refuse("this is not a text file", do, file=name)
    return decoded(data, name)
