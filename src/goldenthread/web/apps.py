"""Named so that Django finds this folder's templates, translations and static files."""

from django.apps import AppConfig
from django.utils.translation import gettext

from goldenthread.rules.tongue import speak_through


class WebConfig(AppConfig):
    name = "goldenthread.web"

    def ready(self) -> None:
        """From here on what the rules say is in the reader's language."""
        speak_through(gettext)
