"""The API's addresses, named one by one so that the table of permissions holds each."""

from django.urls import include, path

from goldenthread.api import views
from goldenthread.api.v1 import api

_operations = [each for each in api.urls[0] if getattr(each, "name", "") != "api-root"]

urlpatterns = [
    path("api/", views.documentation, name="api"),
    path("api/v1/openapi.json", views.openapi, name="api-openapi"),
    path("api/v1/", include(_operations)),
    path("api/v1/", views.nowhere, name="api-root"),
    path("api/v1/<path:rest>", views.nowhere, name="api-nowhere"),
]
