"""Officers' addresses about people, the organisation, and the trail as a file."""

from django.urls import path

from goldenthread.people.views import organisation, person, service, trail

_PERSON = "officer/people/who/<str:username>/"
_SERVICE = "officer/services/<slug:service>/"

urlpatterns = [
    path("officer/trail/trail.csv", trail.trail_file, name="officer-trail-file"),
    path("officer/people/", person.people_page, name="people"),
    path(_PERSON, person.person_page, name="person"),
    path(f"{_PERSON}roles/", person.give, name="give-role"),
    path(f"{_PERSON}roles/take/", person.take, name="take-role"),
    path(f"{_PERSON}account/", person.set_open, name="set-open"),
    path(f"{_PERSON}password/", person.set_password, name="set-password"),
    path("officer/services/", service.services_page, name="services"),
    path("officer/open-service/", service.open_page, name="open-service"),
    path(_SERVICE, service.service_page, name="service"),
    path(f"{_SERVICE}change/", service.change_page, name="change-service"),
    path(f"{_SERVICE}close/", service.close_page, name="close-service"),
    *(
        path(f"officer/{each.plural}/", organisation.named_page, {"kind": each.kind}, name=each.plural)
        for each in organisation.KINDS.values()
    ),
    *(
        path(
            f"officer/{each.plural}/<slug:ref>/",
            organisation.named_one_page,
            {"kind": each.kind},
            name=each.kind,
        )
        for each in organisation.KINDS.values()
    ),
]
