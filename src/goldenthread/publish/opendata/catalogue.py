"""The catalogue of the open data as DCAT 3 in JSON-LD, so that other catalogues can take it in.

The properties are those that DCAT-AP asks for: title, description, publisher, contact point, licence,
coverage in time and place, how often it is added to, and a distribution for each file.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Final

from goldenthread.publish.opendata.live import LiveTable
from goldenthread.publish.opendata.table import Credit
from goldenthread.rules.area import is_official

CONTEXT: Final = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
_OFTEN: Final = {"yearly": "ANNUAL", "quarterly": "QUARTERLY", "monthly": "MONTHLY"}
_FREQUENCY: Final = "http://publications.europa.eu/resource/authority/frequency/"
_LANGUAGE: Final = "http://publications.europa.eu/resource/authority/language/ENG"
_AREA: Final = "http://statistics.data.gov.uk/id/statistical-geography/"
_MEDIA: Final = "https://www.iana.org/assignments/media-types/"
FORMS: Final = (("csv", "text/csv", "CSV"), ("json", "application/json", "JSON"))


def catalogue(tables: Iterable[LiveTable], credit: Credit, site: str, home: str) -> dict[str, Any]:
    """The catalogue; `site` is the address of the installation and `home` that of its open data within."""
    at = f"{site}{home}"
    said = {
        "@context": CONTEXT,
        "@id": at,
        "@type": "dcat:Catalog",
        "dct:title": f"Open data of {credit.publisher}",
        "dct:description": "The plans, measures, figures, verdicts and reports that the council publishes.",
        "dct:language": {"@id": _LANGUAGE},
        "dct:publisher": _publisher(credit, site),
        "foaf:homepage": {"@id": f"{site}/"},
        **_terms(credit),
        "dcat:dataset": [_dataset(each, credit, site, at) for each in tables],
    }
    return _stated(said)


def _dataset(each: LiveTable, credit: Credit, site: str, at: str) -> dict[str, Any]:
    said = {
        "@id": f"{at}{each.ref}",
        "@type": "dcat:Dataset",
        "dct:identifier": each.ref,
        "dct:title": each.table.title,
        "dct:description": " ".join((each.table.description or each.table.title, *each.table.notes)).strip(),
        "dct:publisher": _publisher(credit, site),
        "dcat:contactPoint": _contact(credit),
        "dcat:landingPage": {"@id": f"{site}{each.page}"} if each.page else None,
        "dct:modified": _day(each.updated),
        "dct:temporal": _temporal(each),
        "dct:spatial": {"@id": f"{_AREA}{each.area}"} if is_official(each.area) else None,
        "dct:accrualPeriodicity": {"@id": f"{_FREQUENCY}{_OFTEN[each.often]}"} if each.often else None,
        "dct:provenance": {"@type": "dct:ProvenanceStatement", "dct:description": each.table.source}
        if each.table.source
        else None,
        **_terms(credit),
        "dcat:distribution": [_distribution(each, credit, at, *form) for form in FORMS],
    }
    return _stated(said)


def _distribution(
    each: LiveTable, credit: Credit, at: str, ending: str, media: str, name: str
) -> dict[str, Any]:
    address = f"{at}{each.ref}.{ending}"
    said = {
        "@id": address,
        "@type": "dcat:Distribution",
        "dct:title": f"{each.table.title} ({name})",
        "dcat:accessURL": {"@id": address},
        "dcat:downloadURL": {"@id": address},
        "dcat:mediaType": {"@id": f"{_MEDIA}{media}"},
        "dct:format": {"@id": f"http://publications.europa.eu/resource/authority/file-type/{name}"},
        "dct:conformsTo": {"@id": f"{address}-metadata.json"} if ending == "csv" else None,
        "dct:modified": _day(each.updated),
        **_terms(credit),
    }
    return _stated(said)


def _publisher(credit: Credit, site: str) -> dict[str, Any]:
    return {"@id": f"{site}/#publisher", "@type": "foaf:Organization", "foaf:name": credit.publisher}


def _contact(credit: Credit) -> dict[str, Any] | None:
    """An address of electronic mail or of a page; None where nobody stated one."""
    if not credit.contact:
        return None
    said: dict[str, Any] = {"@type": "vcard:Organization", "vcard:fn": credit.publisher}
    if credit.contact.startswith(("https://", "http://")):
        return said | {"vcard:hasURL": {"@id": credit.contact}}
    return said | {"vcard:hasEmail": {"@id": f"mailto:{credit.contact}"}}


def _terms(credit: Credit) -> dict[str, Any]:
    known = {"@id": credit.licence_address} if credit.licence_address else credit.licence
    return {"dct:license": known}


def _temporal(each: LiveTable) -> dict[str, Any] | None:
    if each.begins is None or each.ends is None:
        return None
    return {
        "@type": "dct:PeriodOfTime",
        "dcat:startDate": _day(each.begins),
        "dcat:endDate": _day(each.ends),
    }


def _day(day: date | None) -> dict[str, str] | None:
    return {"@value": day.isoformat(), "@type": "xsd:date"} if day else None


def _stated(said: Mapping[str, Any]) -> dict[str, Any]:
    return {name: words for name, words in said.items() if words not in (None, "", [])}
