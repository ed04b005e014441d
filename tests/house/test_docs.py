"""The handbook is held to the product: its commands exist, its links lead somewhere, its examples are run."""

import io
import re
import shlex
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import click
import pytest

from docs.build import DOCS, ROOT, commands, filled, pages, walk
from docs.examples import examples_of
from goldenthread.cli.main import goldenthread, outcome
from goldenthread.engine.layout.registry import LAYOUTS
from goldenthread.engine.policy import shipped_policies
from goldenthread.rules.policy import RULE_OF

README = ROOT / "README.md"
EVERYTHING = (README, *pages())
METHODS = tuple(page for page in pages() if page.parent == DOCS / "methods" and page.name != "index.md")
COMMANDS = {path[1:]: command for command, path in walk(goldenthread, ("goldenthread",))}
FENCE = re.compile(
    r'^```(?P<kind>\w+)(?: title="(?P<title>[^"]+)")?\n(?P<text>.*?)^```$', re.MULTILINE | re.DOTALL
)
LINK = re.compile(r"(?<!`)\[[^\]]*\]\((?P<to>[^)\s]+)\)")
NAMED = re.compile(r"(?:^|`)(?:\./run )?goldenthread (?P<words>[^`\n]+)", re.MULTILINE)
LARGEST_PICTURE = 400_000


def by_name(page: Path) -> str:
    return str(page.relative_to(ROOT))


def text_of(page: Path) -> str:
    return filled(page.read_text(encoding="utf-8"), by_name(page))


def fragments(text: str) -> set[str]:
    """The anchors that a page's headings get."""
    bare = FENCE.sub("", text)
    headings = re.findall(r"^#{1,6} (.+)$", bare, re.MULTILINE)
    return {re.sub(r"[\s-]+", "-", re.sub(r"[^\w\s-]", "", heading.lower()).strip()) for heading in headings}


def command_of(words: str) -> click.Command | None:
    """The command that the words begin with, if there is one."""
    said = words.split()
    return next((COMMANDS[tuple(said[:n])] for n in (1, 2) if tuple(said[:n]) in COMMANDS), None)


def options_of(command: click.Command) -> set[str]:
    return {"--help", *(name for each in command.params for name in (*each.opts, *each.secondary_opts))}


def documented() -> Iterator[tuple[str, str]]:
    """Every `goldenthread …` that the handbook writes as code, with its page."""
    for page in EVERYTHING:
        for found in NAMED.finditer(page.read_text(encoding="utf-8")):
            if not found["words"].startswith("-"):
                yield by_name(page), found["words"]


@pytest.mark.parametrize(("page", "words"), list(documented()))
def test_every_command_that_is_documented_exists_with_its_options(page: str, words: str) -> None:
    command = command_of(words)
    assert command is not None, f"{page} names `goldenthread {words}`, which is no command"
    unknown = set(re.findall(r"(?<!\S)--[a-z-]+", words)) - options_of(command)
    assert not unknown, f"{page} gives `goldenthread {words}` options that it does not have"


def test_every_option_that_is_documented_belongs_to_some_command() -> None:
    known = set().union(*(options_of(command) for command in COMMANDS.values())) | {"--version"}
    said = {
        o for page in EVERYTHING for o in re.findall(r"(?<![\w-])--[a-z][a-z-]+", page.read_text("utf-8"))
    }
    assert said <= known
    assert "--adapter" in said


def test_every_command_has_its_place_in_the_reference() -> None:
    reference = commands("")
    missing = [words for words in COMMANDS if f"### goldenthread {' '.join(words)}\n" not in reference]
    assert not missing
    assert "{{ commands }}" in (DOCS / "guide" / "analyst.md").read_text("utf-8")


def test_every_task_of_run_that_is_documented_exists() -> None:
    tasks = set(re.findall(r"^\./run (\w+)", (ROOT / "run").read_text("utf-8"), re.MULTILINE))
    said = {task for page in EVERYTHING for task in re.findall(r"\./run (\w+)", page.read_text("utf-8"))}
    assert said <= tasks
    assert {"demo", "test", "docs", "goldenthread"} <= said


@pytest.mark.parametrize("page", EVERYTHING, ids=by_name)
def test_every_link_leads_somewhere(page: Path) -> None:
    for found in LINK.finditer(FENCE.sub("", text_of(page))):
        to, _, fragment = found["to"].partition("#")
        if to.startswith(("https://", "http://")):
            continue
        target = (page.parent / to).resolve() if to else page
        assert target.is_file(), f"{by_name(page)} links to {found['to']}"
        if fragment:
            assert fragment in fragments(text_of(target)), f"{by_name(page)} links to {found['to']}"


def test_every_page_is_in_the_contents() -> None:
    contents = (ROOT / "zensical.toml").read_text("utf-8")
    beneath = (DOCS / "decisions" / "index.md").read_text("utf-8")
    lost = [
        by_name(page)
        for page in pages()
        if f'"{page.relative_to(DOCS)}"' not in contents and f"({page.name})" not in beneath
    ]
    assert not lost


@pytest.mark.parametrize("page", METHODS, ids=by_name)
def test_every_method_names_its_rule_file_its_source_and_its_examples(page: Path) -> None:
    text = page.read_text("utf-8")
    files = re.findall(r"`(src/goldenthread/(?:rules|engine)/[\w/]+\.py)`", text)
    assert files
    assert all((ROOT / file).is_file() for file in files)
    assert "{{ examples tests/" in text
    assert "## Source" in text or page.name == "cannot-judge.md"


@pytest.mark.parametrize("policy", shipped_policies())
def test_every_shipped_policy_has_a_page(policy: str) -> None:
    page = DOCS / "methods" / "policies" / f"{policy}.md"
    assert f"{{{{ policy {policy} }}}}" in page.read_text("utf-8")
    assert f"src/goldenthread/policies/{policy}.yaml" in page.read_text("utf-8")


def test_every_question_and_layout_is_documented() -> None:
    methods = "".join(page.read_text("utf-8") for page in METHODS)
    assert not [question for question in RULE_OF if f"`{question}`" not in methods]
    analyst = text_of(DOCS / "guide" / "analyst.md")
    assert not [layout for layout in LAYOUTS if f"| `{layout}` |" not in analyst]


def test_every_picture_is_small() -> None:
    pictures = [each for each in (DOCS / "images").glob("*") if each.is_file()]
    assert not [by_name(each) for each in pictures if each.stat().st_size > LARGEST_PICTURE]


def test_the_analysts_examples_do_what_the_page_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are written as shown and commands run as shown; what they print is compared where it is shown."""
    monkeypatch.chdir(tmp_path)
    said, ran = "", 0
    for fence in FENCE.finditer((DOCS / "guide" / "analyst.md").read_text("utf-8")):
        if fence["title"]:
            (tmp_path / fence["title"]).write_text(fence["text"], encoding="utf-8")
        elif fence["kind"] == "sh":
            lines = fence["text"].splitlines()
            said, ran = "".join(run(line) for line in lines), ran + len(lines)
        elif fence["kind"] == "text":
            assert fence["text"] == said
    assert ran == 15


def run(line: str) -> str:
    """What a command line prints: its summary, or what was refused where there is none."""
    printed, complained = io.StringIO(), io.StringIO()
    with redirect_stdout(printed), redirect_stderr(complained):
        outcome(shlex.split(line)[1:])
    return printed.getvalue() or complained.getvalue()


def test_examples_are_taken_from_a_test_as_they_stand() -> None:
    source = (
        "import pytest\n\n"
        'ROWS = [("2016 | 3\\n2017 | -4", None), (-1, Decimal("2.8"))]\n\n'
        '@pytest.mark.parametrize(("figures", "base_value"), ROWS)\n'
        "def test_zero_is_kept(figures, base_value):\n    pass\n\n"
        'def test_nothing_is_guessed():\n    """Why."""\n    assert 1 < 2\n\n    assert True\n'
    )
    shown = examples_of(source, "tests/x.py")
    assert "**Zero is kept.**" in shown
    assert "| figures | base value |\n| --- | --- |\n| 2016 \\| 3<br>2017 \\| -4 |  |\n| -1 | 2.8 |" in shown
    opened = "<summary>Nothing is guessed.</summary><pre><code>assert 1 &lt; 2\nassert True</code></pre>"
    assert opened in shown
    assert "Nothing" not in examples_of(source, "tests/x.py", ["zero"])
