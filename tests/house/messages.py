"""Every string that a reader sees and that was marked for translation, and what each translation lacks.

`python -m tests.house.messages` writes new strings into each translation, and takes out those that are gone.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import polib
import yaml
from django.utils.translation.template import templatize

SOURCE = Path(__file__).parents[2] / "src" / "goldenthread"
LOCALE = SOURCE / "web" / "locale"
MARKS = {"_", "__", "gettext", "gettext_lazy", "gettext_noop", "say"}
PLURALS = {"ngettext", "ngettext_lazy"}
_IN_TEMPLATE = re.compile(
    r"\b(n?gettext|_)\((u?(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"))(?:,\s*(u?(?:'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\")))?",
    re.S,
)
_COUNTED = re.compile(r'count_of [^"%]*"([^"]+)"(?: "([^"]+)")?')
_PLACE = re.compile(r"%\(\w+\)[sd]|\{\w*\}|%[sd%]")

Message = tuple[str, str]
"""A string, and its plural where it has one."""


def messages() -> dict[Message, list[str]]:
    """Each marked string with the files that it stands in."""
    found: dict[Message, list[str]] = {}
    for path in sorted([*SOURCE.rglob("*.html"), *SOURCE.rglob("*.py"), *SOURCE.rglob("*.txt")]):
        if "migrations" in path.parts or "static" in path.parts:
            continue
        text = path.read_text(encoding="utf-8")
        for message in _of_python(text) if path.suffix == ".py" else _of_template(text):
            found.setdefault(message, []).append(str(path.relative_to(SOURCE)))
    for message in _of_policies():
        found.setdefault(message, []).append("policies")
    return found


def _of_template(text: str) -> Iterator[Message]:
    for _, one, many in _IN_TEMPLATE.findall(templatize(text)):
        yield ast.literal_eval(one), ast.literal_eval(many) if many else ""
    yield from (_counted(one, many) for one, many in _COUNTED.findall(text))


def _counted(one: str, many: str) -> Message:
    """What `count_of` looks for when it is given a noun and, where it is not regular, its plural."""
    return f"{{count}} {one}", f"{{count}} {many or one + 's'}"


def _of_python(text: str) -> Iterator[Message]:
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
            said = [each.value for each in node.args[:2] if isinstance(each, ast.Constant)]
            if node.func.id in MARKS and said and isinstance(said[0], str):
                yield said[0], ""
            elif node.func.id in PLURALS and len(said) == 2:
                yield str(said[0]), str(said[1])
            elif node.func.id == "count_of":
                nouns = [str(each.value) for each in node.args[1:3] if isinstance(each, ast.Constant)]
                yield from [_counted(nouns[0], "".join(nouns[1:]))] if nouns else []
            elif node.func.id == "Words":
                yield from ((each, "") for each in _values(node.args[0]) if each)


def _values(held: ast.expr) -> Iterator[str]:
    """The strings that stand as values in a mapping written out, or in two joined by a bar."""
    if isinstance(held, ast.BinOp):
        yield from (*_values(held.left), *_values(held.right))
    elif isinstance(held, ast.Dict):
        yield from (each.value for each in held.values if isinstance(each, ast.Constant))


def _of_policies() -> Iterator[Message]:
    """The words that the policies in the package answer in."""
    for path in sorted((SOURCE / "policies").glob("*.yaml")):
        yield from ((word, "") for word in yaml.safe_load(path.read_text(encoding="utf-8"))["words"].values())
    for path in sorted((SOURCE / "policies" / "quarter").glob("*.yaml")):
        held = yaml.safe_load(path.read_text(encoding="utf-8"))
        for each in held["confidences"]:
            yield from ((each["word"], ""), (each["meaning"], ""))
        yield from ((each["word"], "") for each in held["risk"]["levels"])


def places(text: str) -> list[str]:
    """What a string leaves open, such as `%(count)s` and `{name}`, in order of name."""
    return sorted(_PLACE.findall(text))


def update(path: Path) -> tuple[int, int]:
    """Bring one translation up to date with the source; how many strings were added and taken out."""
    file, wanted = polib.pofile(str(path), wrapwidth=110), messages()
    held = {(each.msgid, each.msgid_plural or "") for each in file}
    added = sorted(set(wanted) - held)
    gone = [each for each in file if (each.msgid, each.msgid_plural or "") not in wanted]
    for each in gone:
        file.remove(each)
    for one, many in added:
        empty = {"msgid_plural": many, "msgstr_plural": dict.fromkeys(range(4), "")} if many else {}
        file.append(polib.POEntry(msgid=one, msgstr="", **empty))
    file.sort(key=lambda each: each.msgid)
    file.save(str(path))
    return len(added), len(gone)


if __name__ == "__main__":
    for translation in sorted(LOCALE.glob("*/LC_MESSAGES/django.po")):
        print(translation.parts[-3], "added and taken out:", *update(translation))
