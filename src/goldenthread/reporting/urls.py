"""Addresses of the reporting area: its officers' pages."""

from goldenthread.reporting import desk_urls, member_urls, return_urls, workbook_urls

urlpatterns = [
    *desk_urls.urlpatterns,
    *member_urls.urlpatterns,
    *return_urls.urlpatterns,
    *workbook_urls.urlpatterns,
]
