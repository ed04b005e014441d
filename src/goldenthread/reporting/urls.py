"""Addresses of the reporting area: its officers' pages."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
