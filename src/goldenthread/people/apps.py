"""People: users, roles, holds on publishing, and the trail."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "goldenthread.people"

    def ready(self) -> None:
        # Imported here: it reads tables, which are not there before every area is.
        from goldenthread.people import second_factor_acts

        second_factor_acts.listen()
