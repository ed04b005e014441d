"""Addresses of officers' pages about service plans, actions and the gaps between them and the plan."""

from django.urls import path

from goldenthread.delivery.views import action, action_import, gap, milestone, service_plan

_PLAN = "officer/service-plans/<slug:ref>/"
_ACTION = "officer/actions/<slug:ref>/"
_ITEM = "officer/delivery/items/<slug:plan>/<str:item>/"

urlpatterns = [
    path("officer/service-plans/", service_plan.plans, name="service-plans"),
    path("officer/service-plans/new/", service_plan.new, name="new-service-plan"),
    path(_PLAN, service_plan.plan, name="service-plan"),
    path(f"{_PLAN}actions.csv", service_plan.actions_file, name="service-plan-actions"),
    path(f"{_PLAN}edit/", service_plan.edit, name="edit-service-plan"),
    path(f"{_PLAN}state/", service_plan.state, name="service-plan-state"),
    path(f"{_PLAN}publish/", service_plan.publish, name="publish-service-plan"),
    path(f"{_PLAN}withdraw/", service_plan.withdraw, name="withdraw-service-plan"),
    path(f"{_PLAN}priorities/", service_plan.priority, name="new-priority"),
    path(f"{_PLAN}priorities/<slug:priority>/", service_plan.priority, name="edit-priority"),
    path("officer/service-plans/<slug:plan>/add/", action.new, name="new-action"),
    path(_ACTION, action.action, name="action"),
    path(f"{_ACTION}edit/", action.edit, name="edit-action"),
    path(f"{_ACTION}serves/", action.serves, name="action-serves"),
    path(f"{_ACTION}serves/remove/", action.no_longer_serves, name="action-no-longer-serves"),
    path(f"{_ACTION}milestones/", milestone.add, name="new-milestone"),
    path(f"{_ACTION}milestones/<slug:milestone>/", milestone.move, name="move-milestone"),
    path(f"{_ACTION}dependencies/", milestone.dependency, name="new-dependency"),
    path(f"{_ACTION}dependencies/<int:number>/remove/", milestone.no_dependency, name="no-dependency"),
    path(f"{_ACTION}evidence/", milestone.evidence, name="new-evidence"),
    path("officer/action-files/", action_import.upload, name="upload-actions"),
    path("officer/action-files/<int:number>/", action_import.rehearse, name="rehearse-actions"),
    path("officer/delivery/gaps/", gap.gaps, name="delivery-gaps"),
    path(_ITEM, gap.item_delivery, name="item-delivery"),
    path(f"{_ITEM}remove/", gap.no_longer_delivers, name="no-longer-delivers"),
]
