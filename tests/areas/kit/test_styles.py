"""The stylesheet is made from locked packages, is small, and carries nothing that belongs to GOV.UK alone."""

import json
import re
import sys
from pathlib import Path

import pytest

from goldenthread.web.styles import build

ROOT = build.ROOT
FONTS = ROOT / build.FONTS


@pytest.fixture(scope="module")
def css(tmp_path_factory: pytest.TempPathFactory) -> str:
    if not (ROOT / "node_modules" / "sass").exists():
        pytest.skip("The stylesheet's packages are not installed: python -m goldenthread.web.styles.build")
    built = tmp_path_factory.mktemp("built")
    build.compile_styles(ROOT, built)
    return (built / "site.css").read_text(encoding="utf-8")


def test_the_stylesheet_is_under_90_kilobytes(css: str) -> None:
    assert len(css.encode()) < 90_000


def test_every_file_that_the_stylesheet_names_is_a_font_of_ours(css: str) -> None:
    named = re.findall(r'url\("?([^")]+)"?\)', css)
    assert named
    assert {Path(name).name for name in named} <= {font.name for font in FONTS.glob("*.woff2")}


@pytest.mark.parametrize("belonging", ["gds transport", "crown", "crest"])
def test_nothing_of_the_crown_is_carried(css: str, belonging: str) -> None:
    assert belonging not in css.lower()


def test_a_council_sets_its_colour_with_one_property(css: str) -> None:
    assert "--gt-accent:#00557f" in css.replace(" ", "")
    assert "--govuk-brand-colour:var(--gt-accent)" in css.replace(" ", "")


def test_every_part_that_a_template_names_is_styled(css: str) -> None:
    known = set(re.findall(r"\.((?:gt|govuk)-(?:\\.|[\w-])+)", css))
    blocks = {re.split("__|--", name)[0] for name in known}
    for template in sorted((ROOT / "src").rglob("templates/**/*.html")):
        text = re.sub(r"{[%{].*?[%}]}", " {} ", template.read_text(encoding="utf-8"))
        used = " ".join(re.findall(r'class="([^"]*)"', text)).replace("!", "\\!").split()
        ours = {re.split("__|--", name)[0] for name in used if name.startswith(("gt-", "govuk-"))}
        assert ours <= blocks, f"{template}: {sorted(ours - blocks)}"


def test_the_lock_names_no_address_and_proves_every_package() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    packages = [package for path, package in lock["packages"].items() if path]
    assert packages
    assert not [package for package in packages if "resolved" in package]
    assert all(package["integrity"].startswith("sha512-") for package in packages)


def test_a_machine_without_node_is_told_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    with pytest.raises(build.NotBuilt, match=r"install Node\.js"):
        build.program("npm")
