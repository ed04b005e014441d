"""Addresses of the delivery area: its officers' pages."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
