"""Build the handbook into `site/`: `./run docs`.

The pages are copied to `build/docs/` with their marks filled in, and that copy is built. A mark is a line of
its own:

    {{ examples tests/spec/test_direction.py }}   the example tables of a test; no page can disagree with it
    {{ examples tests/spec/test_target.py range }}   those tests alone whose names have the word
    {{ worked variation }}                        the worked cases of a question, which a test holds
    {{ policy kent-annual-report-2017 }}          a shipped policy's questions, numbers, words and readings
    {{ commands }}                                every command with its options
    {{ reasons }}                                 why there is no verdict, in the words that the public reads
    {{ marks }}                                   what is said beside a verdict
    {{ layouts }}                                 the layouts that figures can be delivered in
    {{ permissions }}                             who may do what: roles, permissions, acts and addresses
"""

import inspect
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from docs.examples import examples_of, table  # noqa: E402

DOCS = ROOT / "docs"
FILLED = ROOT / "build" / "docs"
MARK = re.compile(r"^\{\{ (?P<name>[a-z]+)(?: (?P<of>[^}]+))? \}\}$", re.MULTILINE)


class NotBuilt(Exception):
    """The handbook cannot be built; the message says why."""


def filled(text: str, page: str) -> str:
    """The page with its marks replaced. Raises NotBuilt for a mark that is not understood."""

    def fill(found: re.Match[str]) -> str:
        if found["name"] not in MARKS:
            raise NotBuilt(f"{page}: there is no mark {found['name']}")
        return MARKS[found["name"]](found["of"] or "")

    return MARK.sub(fill, text)


def examples(of: str) -> str:
    """The example tables of a test file of the repository: all, or those about the words after its name."""
    file, *about = of.split()
    if not (ROOT / file).is_file():
        raise NotBuilt(f"there is no test {file} to take examples from")
    return examples_of((ROOT / file).read_text(encoding="utf-8"), file, about)


def worked(of: str) -> str:
    """The worked cases of these questions, in the words of the policy that asks every one."""
    from docs.worked import page

    found = page(of.split())
    if not found:
        raise NotBuilt(f"there are no worked cases of {of}")
    return found


def policy(name: str) -> str:
    """What a shipped policy asks, with which numbers, in which words."""
    from goldenthread.engine.policy import read_policy

    found = read_policy(name)
    asked = [
        (question.name, f"{question.rule}@{question.version}", _parameters(question.parameters))
        for question in found.questions
    ]
    first = [(kind, question) for kind, question in found.headline.items()]
    words = [(f"`{verdict}`", word) for verdict, word in found.words.items()]
    readings = [f"- {reading}" for reading in found.readings]
    return "\n\n".join(
        (
            f"Source: {found.source}.",
            table(("question", "rule", "numbers"), asked),
            table(("kind of measure", "the question shown first"), first),
            table(("verdict", "the public's word"), words),
            "Readings, where the source leaves a choice open:\n\n" + "\n".join(readings),
        )
    )


def _parameters(parameters: Mapping[str, object]) -> str:
    said = ", ".join(f"{name.replace('_', ' ')} {_plain(value)}" for name, value in parameters.items())
    return said or "none"


def _plain(value: object) -> str:
    if isinstance(value, Decimal):
        return f"{value:f}"
    return " then ".join(str(each) for each in value) if isinstance(value, tuple) else str(value)


def commands(_of: str) -> str:
    """Every command of `goldenthread`, with its options."""
    from goldenthread.cli.main import goldenthread

    return "\n\n".join(_command(*each) for each in walk(goldenthread, ("goldenthread",)))


def walk(command: click.Command, path: tuple[str, ...]) -> Iterator[tuple[click.Command, tuple[str, ...]]]:
    """Every command that does something, with the words that call it."""
    if not isinstance(command, click.Group):
        yield command, path
        return
    context = click.Context(command)
    for name in command.list_commands(context):
        below = command.get_command(context, name)
        if below is not None:
            yield from walk(below, (*path, name))


def _command(command: click.Command, path: tuple[str, ...]) -> str:
    context = click.Context(command)
    arguments = [p.make_metavar(context) for p in command.params if isinstance(p, click.Argument)]
    options = [_option(p, context) for p in command.params if isinstance(p, click.Option)]
    parts = [
        f"### {' '.join(path)}",
        f"`{' '.join((*path, *arguments))}`",
        inspect.cleandoc(command.help or ""),
    ]
    return "\n\n".join((*parts, table(("option", "what it does"), options) if options else ""))


def _option(option: click.Option, context: click.Context) -> tuple[str, str]:
    names = ", ".join(option.opts)
    takes = "" if option.is_flag else f" {option.make_metavar(context)}"
    needed = " Required." if option.required else ""
    return f"`{names}{takes}`".replace("|", "\\|"), f"{option.help or ''}{needed}"


def reasons(_of: str) -> str:
    """Every reason for not judging."""
    from goldenthread.rules.sentence import REASON_WORDS

    return _codes("reason", REASON_WORDS)


def marks(_of: str) -> str:
    """Every mark beside a verdict."""
    from goldenthread.rules.sentence import MARK_WORDS

    return _codes("mark", MARK_WORDS)


def _codes(kind: str, words: Mapping[str, str]) -> str:
    return table((kind, "what the public reads"), [(f"`{code}`", said) for code, said in words.items()])


def layouts(_of: str) -> str:
    """Every layout that observations can be delivered in."""
    from goldenthread.engine.layout.registry import LAYOUTS

    rows = [(f"`{name}`", each.title, ", ".join(each.endings)) for name, each in LAYOUTS.items()]
    return table(("layout", "what it is", "files that end in"), rows)


def permissions(_of: str) -> str:
    """Who may do what."""
    from docs.permissions import page

    return page()


MARKS: Mapping[str, Callable[[str], str]] = {
    "examples": examples,
    "worked": worked,
    "policy": policy,
    "commands": commands,
    "reasons": reasons,
    "marks": marks,
    "layouts": layouts,
    "permissions": permissions,
}


def pages() -> tuple[Path, ...]:
    """Every page of the handbook."""
    return tuple(sorted(DOCS.rglob("*.md")))


def fill_all() -> None:
    """Copy the handbook, marks filled in, to where it is built from."""
    shutil.rmtree(FILLED, ignore_errors=True)
    for page in pages():
        target = FILLED / page.relative_to(DOCS)
        target.parent.mkdir(parents=True, exist_ok=True)
        text = filled(page.read_text(encoding="utf-8"), str(page.relative_to(ROOT)))
        target.write_text(text, encoding="utf-8")
    for picture in sorted((DOCS / "images").glob("*")):
        (FILLED / "images").mkdir(exist_ok=True)
        shutil.copyfile(picture, FILLED / "images" / picture.name)


def main(arguments: Sequence[str]) -> int:
    """Fill and build; 0 where the handbook is whole."""
    try:
        fill_all()
    except NotBuilt as reason:
        print(reason, file=sys.stderr)
        return 1
    build = [sys.executable, "-m", "zensical", "build", "--clean", *arguments]
    return subprocess.run(build, cwd=ROOT).returncode


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
