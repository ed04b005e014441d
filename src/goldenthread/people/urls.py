"""Officers' addresses about themselves."""

from django.urls import path

from goldenthread.people import sign_in_urls
from goldenthread.people.views import letter, publication, trail

urlpatterns = [
    *sign_in_urls.urlpatterns,
    path("officer/trail/", trail.trail_page, name="officer-trail"),
    path("officer/publication/", publication.publication, name="officer-publication"),
    path("officer/publication/holds/<int:number>/lift/", publication.lift, name="lift-hold"),
    path("officer/letters/", letter.letters_page, name="officer-letters"),
    path("officer/letters/<int:number>/again/", letter.try_again, name="letter-again"),
]
