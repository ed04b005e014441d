"""Addresses of the delivery area: its officers' pages."""

from django.urls import URLPattern

from goldenthread.delivery import register_urls, service_plan_urls

urlpatterns: list[URLPattern] = [*service_plan_urls.urlpatterns, *register_urls.urlpatterns]
