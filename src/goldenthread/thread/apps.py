"""Named so that Django finds this folder's templates."""

from django.apps import AppConfig


class ThreadConfig(AppConfig):
    name = "goldenthread.thread"
