"""Publish: editions (a frozen report), documents, the public archive and open data."""

from django.apps import AppConfig


class PublishConfig(AppConfig):
    name = "goldenthread.publish"
