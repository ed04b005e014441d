"""The budget book of the Kent example: an illustration, marked as one wherever it goes."""

from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from goldenthread.engine.budget.book_file import read_book
from goldenthread.engine.budget.rule_pack import rule_packs
from goldenthread.finance.queries.version import bare_book, version_named
from goldenthread.people.access import Officer
from goldenthread.people.commands.account import add_officer
from goldenthread.plan.file import read_plan
from goldenthread.rules.budget import Book
from goldenthread.rules.budget_fault import book_faults
from goldenthread.rules.council_tax import referendum
from goldenthread.rules.mtfp import work_out
from goldenthread.rules.refusal import Refused
from goldenthread.upkeep.demo_home import KENT
from goldenthread.upkeep.money import load_illustrations

FILE = KENT / "budget-illustrative.yaml"
MILLION = Decimal(1_000_000)


def book() -> Book:
    return read_book(FILE)


def test_it_says_that_it_is_an_illustration_and_not_the_councils_workings() -> None:
    found = book()
    assert found.illustrative and all(each.illustrative for each in found.scenarios)
    assert "illustration" in found.title and "not the council's workings" in found.note


def test_nothing_is_wrong_with_it_and_its_services_are_kents() -> None:
    organisation = yaml.safe_load((KENT / "organisation.yaml").read_text())
    assert book_faults(book(), rule_packs(), {each["ref"] for each in organisation["services"]}) == ()


def test_its_gaps_under_scenarios_run_about_the_published_range() -> None:
    found = book()
    refs = ["", *(each.ref for each in found.scenarios)]
    gaps = [work_out(found, ref).years[0].gap / MILLION for ref in refs]
    assert round(min(gaps)) == 62
    assert 142 <= max(gaps) <= 144


def test_no_saving_is_counted_in_the_year_whose_savings_were_still_to_be_found() -> None:
    assert {year.savings for year in work_out(book()).years[:1]} == {Decimal("0.00")}


def test_its_band_d_is_the_published_one_and_needs_no_referendum() -> None:
    found = book()
    tax = work_out(found).funded[0].tax
    assert tax is not None
    assert (tax.last, tax.band_d) == (Decimal("1351.26"), Decimal("1418.76"))
    said = referendum(rule_packs()[found.rules], 2021, tax.last, tax.band_d, tax.care)
    assert said.verdict == "within"


def test_what_lines_are_for_is_in_kents_plans() -> None:
    plans = {ref: read_plan(KENT / f"{ref}.yaml") for ref in ("five-year-plan-2020", "interim-plan-2020")}
    items = {(ref, item.ref) for ref, plan in plans.items() for item in plan.items}
    found = book()
    assert {(each.plan, each.item) for each in found.allocations if each.plan} <= items
    assert {(each.plan, each.item) for each in found.touches if each.plan} <= items


@pytest.fixture
def officer(db: None) -> Officer:
    return add_officer("finance-officer", "wsgh-7yfk-mq3d", ["finance"])


def test_it_is_public_as_a_consultation_that_nobody_decided_on(officer: Officer) -> None:
    assert load_illustrations(KENT, officer) == 1
    facts = version_named(AnonymousUser(), timezone.now(), "budget-illustrative")
    assert facts is not None
    assert (facts.state, facts.decided) == ("consultation", "An illustration: nobody decided on it")
    assert bare_book(facts.ref).illustrative


def test_loading_it_again_leaves_it_as_it_is(officer: Officer) -> None:
    load_illustrations(KENT, officer)
    before = version_named(officer, timezone.now(), "budget-illustrative")
    load_illustrations(KENT, officer)
    assert version_named(officer, timezone.now(), "budget-illustrative") == before


def test_a_book_that_is_not_marked_is_refused(officer: Officer, tmp_path: Path) -> None:
    text = FILE.read_text().replace("  illustrative: yes\n", "", 1)
    (tmp_path / "budget-of-ours.yaml").write_text(text)
    with pytest.raises(Refused, match="not marked as illustrative"):
        load_illustrations(tmp_path, officer)
