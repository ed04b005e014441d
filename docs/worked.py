"""The worked cases of a question, as Markdown: the same that a test holds and the policy page shows."""

from collections.abc import Iterator, Sequence

from docs.examples import table


def page(questions: Sequence[str]) -> str:
    """Every worked case of these questions; empty where there is none."""
    return "\n\n".join(part for question in questions for part in _cases(question))


def _cases(name: str) -> Iterator[str]:
    from goldenthread.engine.policy import read_policy
    from goldenthread.engine.worked import worked_cases
    from goldenthread.thread.worked import worked

    policy = read_policy("every-question")
    for case in worked_cases(name):
        told = worked(case, policy)
        yield f"**{told.title}** (`{name}`). {told.setting}"
        for sheet in case.sheets:
            if len(case.sheets) > 1:
                yield f"{sheet.title}:"
            yield table(sheet.headings, sheet.rows)
        yield f"*{told.said}* `{told.verdict}`"
        yield told.why
