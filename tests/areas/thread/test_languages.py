"""Welsh on public pages; English for officers and for whoever reads the data with a program."""

from datetime import date
from decimal import Decimal

import pytest
from django.conf import settings
from django.test import Client
from django.utils import translation

from goldenthread.kit.format import change, count_of, day, money, with_unit
from goldenthread.kit.verdict import mark_of
from goldenthread.measures.commands import import_release, rehearse_import
from goldenthread.people.models import User
from goldenthread.rules.question import title_of
from tests.areas.measures.conftest import KENT, WriteFile

WELSH = [pytest.mark.skipif("cy" not in dict(settings.LANGUAGES), reason="the translation is not compiled")]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("council"), *WELSH]


@pytest.fixture
def some_figures(bob: User, measures: None, figures: WriteFile) -> None:
    rows = [f"neet,{KENT},2016,3.0", f"neet,{KENT},2017,2.8,,provisional"]
    import_release(bob, rehearse_import(bob, [figures(*rows)]))


def test_a_page_is_in_the_language_its_address_asks_for_and_stays_so(client: Client) -> None:
    asked = client.get("/measures/?lang=cy")
    assert asked.headers["Content-Language"] == "cy"
    assert '<html lang="cy"' in asked.content.decode()
    assert "Mesurau" in client.get("/measures/").content.decode()
    assert "Measures" in client.get("/measures/?lang=en-gb").content.decode()


def test_a_browser_that_wants_welsh_gets_it_unasked(client: Client) -> None:
    assert client.get("/", headers={"accept-language": "cy, en;q=0.5"}).headers["Content-Language"] == "cy"


def test_a_verdict_its_reasons_and_its_picture_are_said_in_welsh(officer: Client, some_figures: None) -> None:
    page = officer.get("/measures/neet/?lang=cy").content.decode()
    assert "Yn gwella" in page
    assert "2.8% ar gyfer 2017, i lawr o 3.0% ar gyfer 2016. Mae is yn well." in page
    assert "i 2.8% ar gyfer 2017 (dros dro). Uchaf" in page


def test_a_file_of_data_is_the_same_in_every_language(officer: Client, some_figures: None) -> None:
    address = f"/compare/compare.csv?measure=neet&area={KENT}"
    english = officer.get(address).content
    assert b"neet" in english
    assert officer.get(f"{address}&lang=cy").content == english


def test_an_officers_page_is_in_english(client: Client) -> None:
    client.get("/?lang=cy")
    assert client.get("/officer/").headers["Content-Language"] == "en-gb"


def test_numbers_days_and_counts_follow_the_language() -> None:
    with translation.override("cy"):
        assert day(date(2026, 7, 14)) == "14 Gorffennaf 2026"
        assert money(80_300_000) == "£80.3 miliwn"
        assert with_unit(Decimal("0.5"), "%", qualifier="<") == "o dan 0.5%"
        assert change(Decimal("-0.2"), "%") == "i lawr 0.2 pwynt canran"
        assert [count_of(n, "measure") for n in (1, 2, 11)] == ["1 mesur", "2 fesur", "11 mesur"]
        assert mark_of("not_improving").word == "Ddim yn gwella"
        assert title_of("target") == "A yw’n cyrraedd ei darged?"
    assert day(date(2026, 7, 14)) == "14 July 2026"
