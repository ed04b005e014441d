"""The `goldenthread` command: loads only the command that is named, and says plainly what failed."""

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from importlib.abc import MetaPathFinder
from importlib.metadata import version
from typing import NoReturn

import click

from goldenthread.cli.refusal import say, say_refusals
from goldenthread.rules.refusal import Refused

# Each command: the module of `goldenthread.cli` that holds it, and its line in the list. A test holds the
# lines to the commands' own first sentences.
COMMANDS = {
    "judge": ("judge", "Ask a policy's questions of every series."),
    "intervals": ("intervals", "Give each figure its confidence interval."),
    "spc": ("spc", "Chart each series with its natural limits and signals."),
    "verdicts": ("verdicts", "Judge all that an installation holds, and keep it."),
    "roll-up": ("judge", "Gather verdicts up a plan's tree."),
    "observations": ("observations", "Read observations from files of any layout."),
    "measures": ("measures", "Bring measures' definitions into an installation."),
    "rebase": ("rebase", "Begin a series' limits anew, or take that back."),
    "targets": ("measures", "Bring targets into an installation."),
    "plan": ("plan", "Read, check and convert plans."),
    "council": ("administration", "Set up the council that an installation serves."),
    "policy": ("policy", "Bring in policies, and choose which one judges."),
    "officer": ("administration", "Give people an account, roles and a password."),
    "neighbours": ("comparators", "Bring in lists of the areas that each area is compared with."),
    "benchmark": ("comparators", "Say which area others are compared with."),
    "area": ("administration", "Declare areas of the council's own."),
    "source": ("administration", "Write down where observations come from."),
    "service": ("organisation", "Keep directorates, divisions and services, with their history."),
    "portfolio": ("organisation", "Keep the portfolios that Cabinet Members answer for."),
    "committee": ("organisation", "Keep the committees that look at portfolios."),
    "partner": ("organisation", "Keep the partners that commitments are made with."),
    "actions": ("delivery", "Bring the actions of service plans into an installation."),
    "risks": ("promises", "Bring risks and opportunities in, or write them out."),
    "commitments": ("promises", "Bring commitments and asks in, or write them out."),
    "letters": ("letters", "Write each person's daily letter, and send what waits."),
    "returns": ("returns", "Write a quarter's returns as a workbook, and take it in."),
    "editions": ("editions", "Begin, freeze, publish, correct and compare editions."),
    "publish": ("publish", "Write a frozen edition as a site in a folder of its own."),
    "verify": ("publish", "Check that a published folder is as it was written."),
    "open-data": ("open_data", "Write every table that the public sees, and what is in it."),
    "protect": ("open_data", "Withhold small counts, and what would give them away."),
    "close-down": ("close_down", "Write what became of each part of a plan."),
    "mtfp": ("mtfp", "Work out a budget book's plan under its scenarios."),
    "budget": ("budget", "Bring budget books in, or write them out."),
    "serve": ("serve", "Serve the installation in GOLDENTHREAD_HOME."),
    "demo": ("serve", "Try Golden Thread with Kent's published plans and figures."),
}


class LazyGroup(click.Group):
    """Loads a command's module when the command is named, and none of them to list what there is."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"goldenthread.cli.{COMMANDS[cmd_name][0]}")
        commands: Sequence[click.Command] = module.commands
        return next(command for command in commands if command.name == cmd_name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name][1]) for name in self.list_commands(ctx)])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(version("goldenthread"), prog_name="goldenthread")
def goldenthread() -> None:
    """A council's strategy, measures, money and decisions on one thread.

    Exit codes: 0 done, 1 refused and nothing written, 2 not a command.
    """


class WithoutPandas(MetaPathFinder):
    """Says that pandas is not installed: Arrow loads it where it can, which takes a second for nothing."""

    def find_spec(self, fullname: str, *_: object) -> None:
        if fullname == "pandas":
            raise ModuleNotFoundError("pandas is not used", name=fullname)


def run() -> None:
    """What the installed command calls. Ends the process."""
    sys.meta_path.insert(0, WithoutPandas())
    end(outcome(sys.argv[1:]))


def end(code: int) -> NoReturn:
    """End the process; where no installation was opened, at once and with nothing torn down.

    While Arrow stops its threads it sometimes aborts the process (apache/arrow issue 34314), and a refusal
    would end as a crash. A database must still be closed.
    """
    if "django" in sys.modules:
        sys.exit(code)
    try:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
    except OSError:
        code = code or 1
    os._exit(code)


def outcome(arguments: Sequence[str]) -> int:
    """Run one command line and give its exit code; whatever goes wrong is said in one line or a list."""
    try:
        result = goldenthread.main(list(arguments), prog_name="goldenthread", standalone_mode=False)
        return result if isinstance(result, int) else 0
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.ClickException as misuse:
        misuse.show()
        return misuse.exit_code
    except Refused as refused:
        say(f"refused: {say_refusals(refused.refusals, refused.count)}; nothing was written")
    except (click.Abort, KeyboardInterrupt):
        say("stopped: nothing further was done")
        return 130
    except BrokenPipeError:
        # The reader of a pipe has gone; writing again at exit would complain.
        sys.stdout = None
    except OSError as error:
        say(_about_file(error))
    except MemoryError:
        say("there is not enough memory for this: give a smaller file, or a larger machine")
    except Exception as error:
        say(f"something went wrong inside Golden Thread ({type(error).__name__}: {_one_line(error)})")
        say("nothing further was done; please report it with the command that you gave")
    return 1


def _about_file(error: OSError) -> str:
    name = f"{error.filename}: " if error.filename else ""
    return f"{name}{error.strerror or _one_line(error)}: check the path and who may read and write there"


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split())[:300]
