"""Officers' addresses about themselves."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from goldenthread.people.views import home, publication, sign_in, trail

urlpatterns = [
    path("officer/", home.home, name="officer-home"),
    path("officer/sign-in/", sign_in.sign_in, name="sign-in"),
    path("officer/sign-out/", LogoutView.as_view(), name="sign-out"),
    path("officer/trail/", trail.trail_page, name="officer-trail"),
    path("officer/publication/", publication.publication, name="officer-publication"),
    path("officer/publication/holds/<int:number>/lift/", publication.lift, name="lift-hold"),
]
