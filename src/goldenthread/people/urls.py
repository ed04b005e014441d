"""Officers' addresses about themselves."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from goldenthread.people import views

urlpatterns = [
    path("officer/", views.home, name="officer-home"),
    path("officer/sign-in/", views.sign_in, name="sign-in"),
    path("officer/sign-out/", LogoutView.as_view(), name="sign-out"),
    path("officer/trail/", views.trail_page, name="officer-trail"),
    path("officer/publication/", views.publication, name="officer-publication"),
    path("officer/publication/holds/<int:number>/lift/", views.lift, name="lift-hold"),
]
