"""Named so that Django finds this folder's templates and static files."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "goldenthread.web"
