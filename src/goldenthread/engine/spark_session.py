"""A Spark to judge on: of this machine's own two processors, or one that a setting names.

`SPARK_REMOTE` names a Spark Connect server (`sc://host`), `GOLDENTHREAD_SPARK` a master (`local[8]`,
`spark://host:7077`, `yarn`). A local Spark opens no port beyond 127.0.0.1 and has no pages of its own.
"""

import os
import re
import shutil
import subprocess
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from tempfile import NamedTemporaryFile, TemporaryDirectory
from typing import Any

from goldenthread.rules.refusal import refuse

LOCAL = "local[2]"
JAVA = 17
QUIET = "rootLogger.level = error\nrootLogger.appenderRef.stderr.ref = stderr\n" + "\n".join(
    f"appender.console.{name} = {value}"
    for name, value in {
        "type": "Console",
        "name": "stderr",
        "target": "SYSTEM_ERR",
        "layout.type": "PatternLayout",
        "layout.pattern": "%p %c: %m%n",
    }.items()
)
WITHOUT = "or judge without --engine spark: the verdicts are the same"
SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.driver.maxResultSize": "0",
    "spark.driver.memory": "2g",
    "spark.sql.execution.arrow.maxRecordsPerBatch": "65536",
    # Few large groups: left alone they would be put together, and judged one after another.
    "spark.sql.adaptive.coalescePartitions.enabled": "false",
}
"""What Spark is told, unless its own configuration says otherwise."""


def session() -> Any:
    """The session of this process, started where there is none.

    Raises Refused where what Spark needs is not there, or Spark does not start.
    """
    check_spark()
    warnings.filterwarnings("ignore", message="PySpark does not yet fully support pandas")
    from pyspark.sql import SparkSession

    held = SparkSession.getActiveSession()
    if held is not None:
        return held
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.appName("Golden Thread")
    if os.environ.get("SPARK_REMOTE"):
        return _started(builder)
    master = os.environ.get("GOLDENTHREAD_SPARK", LOCAL)
    for name, value in SETTINGS.items():
        builder = builder.config(name, value)
    if master.startswith("local"):
        os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
        for name in ("spark.driver.host", "spark.driver.bindAddress"):
            builder = builder.config(name, "127.0.0.1")
        # Others on this machine reach 127.0.0.1 too; the secret is Spark's own, made anew each time.
        builder = builder.config("spark.authenticate", "true")
    return _started(builder.master(master))


def check_spark() -> None:
    """Raises Refused where there is no pyspark, or no Java that is new enough for a Spark of this machine."""
    if find_spec("pyspark") is None:
        raise refuse("Spark is not installed", f"run: pip install 'goldenthread[spark]', {WITHOUT}")
    if not os.environ.get("SPARK_REMOTE"):
        _check_java()


def _check_java() -> None:
    do = f"install Java {JAVA} (on Debian and Ubuntu: apt install openjdk-{JAVA}-jre-headless), {WITHOUT}"
    home = os.environ.get("JAVA_HOME")
    java = str(Path(home, "bin", "java")) if home else shutil.which("java")
    if java is None or not Path(java).exists():
        raise refuse("Spark needs Java, and there is none", do)
    said = subprocess.run([java, "-version"], capture_output=True, text=True, check=False).stderr
    found = re.search(r'version "(\d+)', said)
    if found is None or int(found[1]) < JAVA:
        seen = (said.strip().splitlines() or ["not one"])[0]
        raise refuse(f"Spark needs Java {JAVA} or later, and {java} is {seen}", do)


def _started(builder: Any) -> Any:
    """The builder's session. What Java prints on the way is shown only where Spark does not start."""
    with _quiet() as printed, _private():
        try:
            return builder.getOrCreate()
        except Exception as error:
            printed.seek(0)
            last = (printed.read().decode(errors="replace").strip() or str(error)).splitlines()[-1]
            raise refuse(f"Spark does not start: {last}", f"see to that, {WITHOUT}") from error


@contextmanager
def _private() -> Iterator[None]:
    """What is started meanwhile makes files that nobody else on the machine reads: Spark spills figures."""
    usual = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(usual)


@contextmanager
def _quiet() -> Iterator[Any]:
    """Spark logs errors alone, and what Java writes to standard error goes into a file."""
    own = None if "SPARK_CONF_DIR" in os.environ else TemporaryDirectory(prefix="goldenthread-spark-")
    if own is not None:
        Path(own.name, "log4j2.properties").write_text(QUIET, encoding="utf-8")
        os.environ["SPARK_CONF_DIR"] = own.name
    kept = os.dup(2)
    with NamedTemporaryFile(prefix="goldenthread-spark-", suffix=".log") as printed:
        os.dup2(printed.fileno(), 2)
        try:
            yield printed
        finally:
            os.dup2(kept, 2)
            os.close(kept)
            if own is not None:
                del os.environ["SPARK_CONF_DIR"]
                own.cleanup()
