"""Addresses of the measures area: open data for everyone, and officers' pages."""

from django.urls import path

from goldenthread.measures import (
    assign_view,
    download_view,
    import_views,
    judge_by_view,
    rebase_view,
    views,
    withdraw_view,
)

urlpatterns = [
    path("measures/<slug:slug>/data.<str:form>", download_view.data, name="measure-data"),
    path("officer/measures/", views.measures, name="officer-measures"),
    path("officer/measures/new/", views.define, name="define-measure"),
    path("officer/measures/<slug:slug>/", views.measure, name="officer-measure"),
    path("officer/measures/<slug:slug>/definition/", views.revise, name="revise-measure"),
    path("officer/measures/<slug:slug>/targets/", views.targets, name="measure-targets"),
    path("officer/measures/<slug:slug>/targets/remove/", views.remove, name="remove-target"),
    path("officer/measures/<slug:slug>/links/", views.link, name="link-measure"),
    path("officer/measures/<slug:slug>/links/remove/", views.unlink, name="unlink-measure"),
    path("officer/measures/<slug:slug>/returned-by/", assign_view.assign, name="assign-measure"),
    path("officer/measures/<slug:slug>/judged-by/", judge_by_view.judge_by, name="measure-policy"),
    path("officer/measures/<slug:slug>/withdraw/", withdraw_view.withdraw, name="withdraw-figures"),
    path("officer/measures/<slug:slug>/rebase/", rebase_view.begin_anew, name="rebase-measure"),
    path("officer/measures/<slug:slug>/rebase/undo/", rebase_view.take_back, name="undo-rebase"),
    path("officer/measures/<slug:slug>/life/", views.life, name="measure-life"),
    path("officer/measures/<slug:slug>/publish/", views.publish, name="publish-measure"),
    path("officer/imports/", import_views.imports, name="officer-imports"),
    path("officer/imports/template.xlsx", import_views.template, name="import-template"),
    path("officer/imports/releases/<str:ref>/", import_views.release, name="officer-release"),
    path("officer/imports/releases/<str:ref>/publish/", import_views.publish, name="publish-release"),
    path("officer/imports/fetch/<slug:ref>/", import_views.fetch, name="fetch-release"),
    path("officer/imports/<str:token>/", import_views.rehearsal, name="import-rehearsal"),
    path("officer/imports/<str:token>/define/", import_views.define_proposed, name="define-proposed"),
    path("officer/imports/<str:token>/discard/", import_views.discard, name="discard-import"),
]
