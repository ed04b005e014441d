"""The goldenthread command: what it lists, what it loads, and how it says no."""

import json
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import click
import pytest

from goldenthread.cli import main
from goldenthread.cli.main import COMMANDS, outcome
from goldenthread.cli.refusal import SHOWN
from goldenthread.rules.refusal import Refusal, Refused

SOUND = "plan: {ref: p, title: A plan}\nitems:\n- {ref: o, kind: outcome, title: O}\n"


def raising(error: BaseException) -> click.Command:
    @click.command("raise")
    def command() -> None:
        raise error

    return command


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> object:
    def give(error: BaseException) -> int:
        monkeypatch.setattr(main.LazyGroup, "get_command", lambda *_: raising(error))
        return outcome(["raise"])

    return give


def test_help_lists_every_command_with_a_line_each(capsys: pytest.CaptureFixture[str]) -> None:
    assert outcome(["--help"]) == 0
    listed = capsys.readouterr().out.split("Commands:\n")[1].splitlines()
    assert [line.split()[0] for line in listed] == sorted(COMMANDS)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_the_line_of_a_command_is_its_own_first_sentence(name: str) -> None:
    module, line = COMMANDS[name]
    command = next(each for each in import_module(f"goldenthread.cli.{module}").commands if each.name == name)
    assert command.get_short_help_str(200).rstrip(".") == line.rstrip(".")


def test_every_command_of_every_area_is_listed() -> None:
    folder = Path(main.__file__).parent
    modules = sorted(path.stem for path in folder.glob("*.py") if path.stem not in ("__init__", "main"))
    found = {
        command.name: module
        for module in modules
        for command in getattr(import_module(f"goldenthread.cli.{module}"), "commands", ())
    }
    assert found == {name: module for name, (module, _) in COMMANDS.items()}


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["plan", "check", "missing.yaml"]])
def test_what_needs_only_files_does_not_load_the_web(arguments: list[str]) -> None:
    script = (
        "import sys; from goldenthread.cli.main import outcome; outcome(sys.argv[1:]);"
        "sys.exit('django' in sys.modules or bool({'pypdf', 'openpyxl', 'docx'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", script, *arguments], capture_output=True, timeout=60)
    assert done.returncode == 0


def test_an_unknown_command_is_misuse(capsys: pytest.CaptureFixture[str]) -> None:
    assert outcome(["nonsense"]) == 2
    assert "No such command 'nonsense'" in capsys.readouterr().err


def test_the_first_fifty_refusals_are_printed_and_all_are_counted(failing, capsys) -> None:  # type: ignore[no-untyped-def]
    refusals = [Refusal("o.csv", row, "value", "no number", "correct it") for row in range(2, 80)]
    assert failing(Refused(refusals)) == 1
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "o.csv:2:value: no number: correct it"
    assert len(lines) == SHOWN + 1
    assert lines[-1].startswith("refused: 78 faults, the first 50 of them above")


ERRORS = [
    (FileNotFoundError(2, "No such file or directory", "o.csv"), "o.csv: No such file or directory"),
    (IsADirectoryError(21, "Is a directory", "/tmp"), "/tmp: Is a directory"),
    (OSError("the disk is full"), "the disk is full"),
    (MemoryError(), "not enough memory"),
    (RuntimeError("a\nb"), "RuntimeError: a b"),
]


@pytest.mark.parametrize(("error", "words"), ERRORS)
def test_no_error_shows_a_traceback(failing, capsys, error: Exception, words: str) -> None:  # type: ignore[no-untyped-def]
    assert failing(error) == 1
    said = capsys.readouterr().err
    assert words in said
    assert "Traceback" not in said


def test_an_interrupted_command_says_so(failing, capsys) -> None:  # type: ignore[no-untyped-def]
    assert failing(KeyboardInterrupt()) == 130
    assert "stopped" in capsys.readouterr().err


def test_a_sound_plan_is_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "p.yaml").write_text(SOUND)
    assert outcome(["plan", "check", str(tmp_path / "p.yaml"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"items": {"outcome": 1}, "horizons": {}}


def test_a_faulty_plan_is_refused_with_its_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "p.yaml"
    file.write_text(SOUND + "- {ref: a, parent: x, kind: outcome, title: A}\n")
    assert outcome(["plan", "check", str(file)]) == 1
    assert capsys.readouterr().err.startswith(f"{file}:4:parent: a hangs on x, which is not in the plan: ")


def test_a_plan_is_converted_there_and_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first, book, second = (tmp_path / name for name in ("a.yaml", "b.xlsx", "c.yaml"))
    first.write_text(SOUND)
    assert outcome(["plan", "convert", str(first), str(book), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"plan": "p", "items": 1, "out": str(book)}
    assert outcome(["plan", "convert", str(book), str(second)]) == 0
    assert outcome(["plan", "convert", str(second), str(first)]) == 0
    assert first.read_text() == second.read_text()


def test_a_document_is_read_into_a_plan_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document, out = tmp_path / "d.md", tmp_path / "p.yaml"
    document.write_text("# P\n## Outcome 1: O\n### 1-2 year objectives\n- Do\n## Annex\n- Stray\n")
    assert outcome(["plan", "read", str(document), "--out", str(out), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "items": {"outcome": 1, "objective": 1},
        "horizons": {"1-2 years": 1},
        "unplaced": 1,
        "warnings": [],
    }
    assert outcome(["plan", "check", str(out)]) == 1
    assert "line 6 is not placed" in capsys.readouterr().err


def test_a_document_that_is_refused_leaves_no_file(tmp_path: Path) -> None:
    document, out = tmp_path / "d.pdf", tmp_path / "p.yaml"
    document.write_bytes(b"%PDF-1.4 junk")
    out.write_text("as it was")
    assert outcome(["plan", "read", str(document), "--out", str(out)]) == 1
    assert out.read_text() == "as it was"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["d.pdf", "p.yaml"]


def test_reading_needs_somewhere_to_write(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = tmp_path / "d.md"
    document.write_text("# P\n## Objectives\n- Do\n")
    assert outcome(["plan", "read", str(document)]) == 2
    assert outcome(["plan", "read", str(document), "--out", str(tmp_path / "p.csv")]) == 2
    assert outcome(["plan", "read", str(document), "--out", str(tmp_path / "none" / "p.yaml")]) == 1
    assert "there is no folder" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["d.md"]
