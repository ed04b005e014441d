"""Addresses of the delivery area: its officers' pages."""

from django.urls import URLPattern

from goldenthread.delivery import register_urls

urlpatterns: list[URLPattern] = [*register_urls.urlpatterns]
