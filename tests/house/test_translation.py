"""Every marked string is translated, and nothing is lost in translation."""

import polib
import pytest

from tests.house.messages import LOCALE, messages, places

FILES = sorted(LOCALE.glob("*/LC_MESSAGES/django.po"))


@pytest.fixture(scope="module", params=FILES, ids=lambda path: path.parts[-3])
def translation(request: pytest.FixtureRequest) -> polib.POFile:
    return polib.pofile(str(request.param))


def test_welsh_is_shipped() -> None:
    assert [path.parts[-3] for path in FILES] == ["cy"]


def test_every_marked_string_is_in_the_translation_and_no_other(translation: polib.POFile) -> None:
    held = {(each.msgid, each.msgid_plural or "") for each in translation}
    wanted = set(messages())
    assert sorted(wanted - held) == [], "run: python -m tests.house.messages"
    assert sorted(held - wanted) == [], "run: python -m tests.house.messages"


def test_every_string_is_translated(translation: polib.POFile) -> None:
    assert [each.msgid for each in translation.untranslated_entries()] == []
    assert [each.msgid for each in translation.fuzzy_entries()] == []


def test_what_a_string_leaves_open_is_left_open_in_its_translation(translation: polib.POFile) -> None:
    wrong = [
        each.msgid
        for each in translation
        for said in (each.msgstr_plural.values() if each.msgid_plural else [each.msgstr])
        if places(said) not in (places(each.msgid), places(each.msgid_plural or each.msgid))
    ]
    assert wrong == []


def test_a_string_that_ends_or_begins_with_a_space_does_so_in_its_translation(
    translation: polib.POFile,
) -> None:
    wrong = [
        each.msgid
        for each in translation
        if each.msgstr
        and (each.msgid[0] == " ", each.msgid[-1] == " ") != (each.msgstr[0] == " ", each.msgstr[-1] == " ")
    ]
    assert wrong == []
