"""Officers' addresses about people, the organisation, and the trail as a file."""

from django.urls import path

from goldenthread.people.views import trail

urlpatterns = [
    path("officer/trail/trail.csv", trail.trail_file, name="officer-trail-file"),
]
