"""What stands on the front of every office form: what this is, of when, on what terms, and whom to ask."""

from django.utils.translation import gettext as _

from goldenthread.publish.document import Document
from goldenthread.publish.writers.text import day_in_words


def front(document: Document) -> tuple[tuple[str, str], ...]:
    """Pairs of a name and its words, in the language that is active; what has no words is left out."""
    pairs = (
        (_("Published by"), document.body),
        (_("Period"), document.period),
        (_("Judged as of"), day_in_words(document.as_of)),
        (_("From what was known on"), day_in_words(document.known_at)),
        (_("Judged under the policy"), document.judged_by),
        (_("Issue"), str(document.issue)),
        (_("Licence"), document.licence),
        (_("Contact"), document.contact),
        (_("Made with"), f"Golden Thread {document.software}" if document.software else ""),
    )
    return tuple((name, words) for name, words in pairs if words)
