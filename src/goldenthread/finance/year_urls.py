"""Addresses of the budget in the year: monitoring, virements, savings, and what is said of robustness."""

from django.urls import URLPattern, path

from goldenthread.finance.views import monitoring, monitoring_import, robustness, saving, virement

IN = "officer/budget/"

urlpatterns: list[URLPattern] = [
    path(f"{IN}monitoring/", monitoring.year, name="budget-monitoring"),
    path(f"{IN}monitoring/file/", monitoring_import.upload, name="upload-monitoring"),
    path(f"{IN}monitoring/files/<int:number>/", monitoring_import.rehearse, name="rehearse-monitoring"),
    path(
        f"{IN}monitoring/<int:year>/template.csv", monitoring_import.template, name="budget-monitoring-file"
    ),
    path(f"{IN}monitoring/<int:year>/lines/<path:line>/", monitoring.line, name="budget-monitoring-line"),
    path(f"{IN}monitoring/<int:year>/<slug:service>/", monitoring.service, name="budget-monitoring-service"),
    path(
        f"{IN}monitoring/<int:year>/<slug:service>/<int:month>/",
        monitoring.month,
        name="enter-monitoring",
    ),
    path(f"{IN}virements/", virement.virements, name="budget-virements"),
    path(f"{IN}virements/new/", virement.new, name="enter-virement"),
    path(f"{IN}virements/amend/", virement.amend, name="amend-budget"),
    path(f"{IN}virements/<slug:ref>/", virement.one, name="budget-virement"),
    path(f"{IN}savings/", saving.savings, name="budget-savings"),
    path(f"{IN}savings/<int:year>/<path:ref>/", saving.one, name="budget-saving"),
    path(f"{IN}<slug:ref>/robustness/", robustness.statement, name="budget-robustness"),
    path(f"{IN}<slug:ref>/robustness/sign/", robustness.sign, name="sign-robustness"),
    path(f"{IN}<slug:ref>/robustness/unsign/", robustness.unsign, name="unsign-robustness"),
]
