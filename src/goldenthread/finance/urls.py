"""Addresses of the finance area: its officers' pages."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
