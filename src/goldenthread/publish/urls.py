"""The public addresses of editions and reports."""

from django.urls import path
from django.views.generic import RedirectView

from goldenthread.publish.feed import reports_feed
from goldenthread.publish.views import public

urlpatterns = [
    path("reports/", public.reports, name="reports"),
    path("reports/feed.xml", reports_feed, name="reports-feed"),
    path(
        "editions/",
        RedirectView.as_view(pattern_name="reports", http_method_names=["get", "head"]),
        name="editions",
    ),
    path("editions/<slug:edition>/", public.edition, name="edition"),
    path("editions/<slug:edition>/files/<path:name>", public.file, name="edition-file"),
    path("editions/<slug:edition>/issues/<int:number>/", public.edition, name="edition-issue"),
    path(
        "editions/<slug:edition>/issues/<int:number>/files/<path:name>",
        public.file,
        name="edition-issue-file",
    ),
    path(
        "editions/<slug:edition>/issues/<int:number>/<slug:chapter>/",
        public.chapter,
        name="edition-issue-chapter",
    ),
    path("editions/<slug:edition>/<slug:chapter>/", public.chapter, name="edition-chapter"),
]
