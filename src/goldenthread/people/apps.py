"""People: users, roles, holds on publishing, and the trail."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "goldenthread.people"
