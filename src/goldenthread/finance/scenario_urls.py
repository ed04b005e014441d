"""Addresses of a budget's scenarios and drivers."""

from django.urls import path

from goldenthread.finance.views import driver, scenario

HERE = "officer/budget/<slug:ref>"

urlpatterns = [
    path(f"{HERE}/scenarios/", scenario.scenarios, name="budget-scenarios"),
    path(f"{HERE}/draw-anew/", scenario.draw, name="budget-draws"),
    path(f"{HERE}/new-scenario/", scenario.new, name="budget-scenario-new"),
    path(f"{HERE}/edit-scenario/<path:scenario>/", scenario.edit, name="budget-scenario-edit"),
    path(f"{HERE}/remove-scenario/<path:scenario>/", scenario.remove, name="budget-scenario-remove"),
    path(f"{HERE}/scenarios/<path:scenario>/", scenario.scenario, name="budget-scenario"),
    path(f"{HERE}/drivers/", driver.drivers, name="budget-drivers"),
    path(f"{HERE}/new-driver/", driver.new, name="budget-driver-new"),
    path(f"{HERE}/edit-driver/<path:driver>/", driver.edit, name="budget-driver-edit"),
    path(f"{HERE}/remove-driver/<path:driver>/", driver.remove, name="budget-driver-remove"),
]
