"""A frozen file as an answer: its kind, its name, and a mark by which a browser keeps it."""

from pathlib import PurePosixPath

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

from goldenthread.kit.download import CSV_TYPE
from goldenthread.publish.document import checksum
from goldenthread.publish.writers.writer import WRITERS

_TYPES = {writer.ending: writer.media_type for writer in WRITERS} | {
    ".csv": CSV_TYPE,
    ".json": "application/json",
    "": "text/plain; charset=utf-8",
}
_READ_IN_PLACE = (".pdf", ".json", "")
_METADATA = ".csv-metadata.json"


def file_answer(request: HttpRequest, name: str, content: bytes) -> HttpResponse:
    """The file; 304 where whoever asks holds these very bytes already."""
    path = PurePosixPath(name)
    kind = "application/csvm+json" if name.endswith(_METADATA) else _TYPES.get(path.suffix)
    response = HttpResponse(content, content_type=kind or "application/octet-stream")
    how = "inline" if path.suffix in _READ_IN_PLACE else "attachment"
    response["Content-Disposition"] = f'{how}; filename="{path.name}"'
    response["ETag"] = f'"{checksum(content)}"'
    answer = get_conditional_response(request, etag=response["ETag"], response=response)
    return answer if isinstance(answer, HttpResponse) else response
