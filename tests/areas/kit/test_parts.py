"""The shared parts as HTML: links that land, labels that belong, no inline style, nothing unescaped."""

from itertools import pairwise
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django import forms
from django.core.paginator import Paginator
from django.template import engines
from django.test import RequestFactory

from goldenthread.kit.figure import DataTable
from goldenthread.kit.forms import KitRenderer, form_errors
from goldenthread.kit.part import Link, Row
from tests.areas.kit.gallery import page

HOSTILE = "<script>alert(1)</script>"


class Answers(forms.Form):
    default_renderer = KitRenderer()
    actual = forms.DecimalField(label="Actual", help_text="As a percentage.", min_value=0)
    state = forms.ChoiceField(
        label="How is it going?", choices=[("a", "Well"), ("b", "Not")], widget=forms.RadioSelect
    )
    token = forms.CharField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        raise forms.ValidationError("Say why the figure is missing")


@pytest.fixture(scope="module")
def gallery() -> BeautifulSoup:
    return BeautifulSoup(page("/site.css"), "html5lib")


def rendered(source: str, **context: Any) -> BeautifulSoup:
    html = engines["django"].from_string("{% load kit %}" + source).render(context)
    return BeautifulSoup(html, "html5lib")


def found(soup: BeautifulSoup, selector: str) -> Tag:
    tag = soup.select_one(selector)
    assert tag is not None, selector
    return tag


def test_every_id_is_unique_and_every_reference_lands(gallery: BeautifulSoup) -> None:
    ids = [tag["id"] for tag in gallery.select("[id]")]
    assert len(ids) == len(set(ids))
    for name in ("for", "aria-labelledby", "aria-describedby"):
        for tag in gallery.select(f"[{name}]"):
            assert set(str(tag[name]).split()) <= set(ids), tag
    links = [str(tag["href"])[1:] for tag in gallery.select('a[href^="#"]')]
    assert set(filter(None, links)) <= set(ids)


def test_no_part_needs_an_inline_style_or_script(gallery: BeautifulSoup) -> None:
    assert not gallery.select("[style], script, style")
    assert not [tag for tag in gallery.select("*") if any(name.startswith("on") for name in tag.attrs)]


def test_every_control_has_a_label_and_headings_skip_no_level(gallery: BeautifulSoup) -> None:
    labelled = {tag["for"] for tag in gallery.select("label[for]")}
    assert {tag["id"] for tag in gallery.select("input, select, textarea")} <= labelled
    levels = [int(tag.name[1]) for tag in gallery.select("main h1, main h2, main h3, main h4")]
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_a_table_is_captioned_scoped_and_reached_by_keyboard(gallery: BeautifulSoup) -> None:
    for table in gallery.select("table"):
        box = table.parent
        assert box is not None and box["tabindex"] == "0" and box["role"] == "region"
        assert table.caption is not None and table.caption.get_text()
        assert {cell.get("scope") for cell in table.select("thead th")} == {"col"}
        assert len(table.select('tbody th[scope="row"]')) == len(table.select("tbody tr"))


def test_words_from_outside_stay_words() -> None:
    table = DataTable(HOSTILE, (HOSTILE,), ((HOSTILE,),))
    soup = rendered(
        "{% data_table table %}{% thread links links %}{% summary_list rows %}{% banner 'draft' bad %}"
        "{% headline 'green' bad word=bad %}{% empty bad bad '/x' bad %}",
        table=table,
        links=[Link(HOSTILE, "/x", HOSTILE)],
        rows=[Row(HOSTILE, HOSTILE, "/x")],
        bad=HOSTILE,
    )
    assert not soup.select("script")
    assert HOSTILE in soup.get_text()


def test_errors_are_summed_up_with_links_to_what_they_are_about() -> None:
    form = Answers({"actual": "-1"})
    assert [(error.text, error.target) for error in form_errors(form)] == [
        ("Say why the figure is missing", ""),
        ("Actual: ensure this value is greater than or equal to 0.", "id_actual"),
        ("How is it going?: this field is required.", "id_state_0"),
        ("Token: this field is required.", ""),
    ]
    soup = rendered("{{ form }}", form=form)
    for link in soup.select(".govuk-error-summary a"):
        assert soup.find(id=str(link["href"])[1:]) is not None
    control = found(soup, "#id_actual")
    assert control["aria-invalid"] == "true"
    told = [soup.find(id=name) for name in str(control["aria-describedby"]).split()]
    assert [tag.get_text(" ", strip=True) for tag in told if tag] == [
        "As a percentage.",
        "Error: Ensure this value is greater than or equal to 0.",
    ]
    assert found(soup, "fieldset")["aria-describedby"] == "id_state_error"


def test_an_unsent_form_shows_no_errors() -> None:
    soup = rendered("{{ form }}", form=Answers())
    assert not soup.select(".govuk-error-summary, .govuk-error-message")


def test_pages_keep_the_filters_in_the_address() -> None:
    context = {
        "page": Paginator(range(100), 10).page(3),
        "request": RequestFactory().get("/?area=E10000016&page=3"),
    }
    soup = rendered("{% pagination page %}", **context)
    assert found(soup, 'a[rel="next"]')["href"] == "?area=E10000016&page=4"
    assert found(soup, '[aria-current="page"]').get_text() == "3"


def test_cannot_judge_is_always_followed_by_its_reason() -> None:
    soup = rendered("{% verdict 'cannot_judge' reason='no_target' %}")
    assert found(soup, ".gt-verdict").get_text() == "Cannot judge: no target has been set"


def test_a_mark_is_a_letter_with_its_note_on_the_page() -> None:
    soup = rendered(
        "{% verdict 'improving' marks='provisional;two_year' %}{% verdict_notes 'provisional;two_year' %}"
    )
    letters = [tag.get_text() for tag in soup.select("sup")]
    assert letters == ["p", "t"] == [tag.get_text() for tag in soup.select(".gt-notes dt")]


def test_counts_are_a_list_whose_shapes_are_decoration() -> None:
    soup = rendered("{% direction counts %}", counts=[("improving", 2), ("mixed", 0), ("not_improving", 1)])
    assert [tag.get_text() for tag in soup.select("li")] == ["2 improving", "1 not improving"]
    assert [tag["aria-hidden"] for tag in soup.select("svg")] == ["true"] * 3
