"""The addresses of the open data, which stay as they are."""

from django.urls import path

from goldenthread.publish.opendata import views

urlpatterns = [
    path("data/", views.open_data, name="open-data"),
    path("data/datapackage.json", views.data_package, name="data-package"),
    path("data/catalogue.jsonld", views.data_catalogue, name="data-catalogue"),
    path("data/<slug:table>", views.table_shown, name="data-table"),
    path("data/<slug:table>.csv", views.table_csv, name="data-csv"),
    path("data/<slug:table>.csv-metadata.json", views.table_metadata, name="data-metadata"),
    path("data/<slug:table>.json", views.table_json, name="data-json"),
]
