"""The public pages, most of which cross areas."""

from django.urls import path

from goldenthread.thread import against_view, compare_view, feed_view, report_page, views

urlpatterns = [
    path("", views.home, name="home"),
    path("plans/", views.plans, name="plans"),
    path("plans/<slug:plan>/", views.plan, name="plan"),
    path("plans/<slug:plan>/feed.xml", feed_view.plan, name="plan-feed"),
    path("plans/<slug:plan>/items/<str:item>/feed.xml", feed_view.item, name="item-feed"),
    path("plans/<slug:plan>/tree/", views.plan_tree, name="plan-tree"),
    path("plans/<slug:plan>/direction-of-travel/", views.direction_of_travel, name="direction-of-travel"),
    path("plans/<slug:plan>/what-became-of-it/", views.succession, name="succession"),
    path("plans/<slug:plan>/items/<str:item>/", views.item, name="item"),
    path("measures/", views.measures, name="measures"),
    path("measures/<slug:slug>/", views.measure, name="measure"),
    path("measures/<slug:slug>/feed.xml", feed_view.measure, name="measure-feed"),
    path("measures/<slug:slug>/areas/", views.measure_areas, name="measure-areas"),
    path("measures/<slug:slug>/questions/<slug:question>/", views.measure_question, name="measure-question"),
    path("compare/", compare_view.compare, name="compare"),
    path("compare/compare.csv", compare_view.data, name="compare-data"),
    path("areas/", views.areas, name="areas"),
    path("areas/<slug:code>/", views.area, name="area"),
    path("areas/<slug:code>/feed.xml", feed_view.area, name="area-feed"),
    path("asks/", views.asks, name="asks"),
    path("scorecard/", views.scorecard, name="scorecard"),
    path("reports/<slug:period>/", report_page.report, name="report"),
    path("reports/<slug:period>/<slug:table>.csv", report_page.table, name="report-table"),
    path("policies/", views.policies, name="policies"),
    path("policies/<slug:ref>/", views.policy, name="policy"),
    path("policies/<slug:ref>/against/<slug:other>/", against_view.against, name="policy-against"),
    path(
        "policies/<slug:ref>/against/<slug:other>/table.csv",
        against_view.against_table,
        name="policy-against-table",
    ),
    path("search/", views.search, name="search"),
    path("reading/", views.reading, name="reading"),
]
