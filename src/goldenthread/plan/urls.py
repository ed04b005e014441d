"""Officers' addresses about plans, and a plan as a file for anyone who may read it."""

from django.urls import path

from goldenthread.plan import views

urlpatterns = [
    path("plans/<slug:plan>/plan.<str:ending>", views.plan_file, name="plan-file"),
    path("officer/plan-files/", views.upload, name="upload-plan"),
    path("officer/plan-files/<int:number>/", views.rehearse, name="rehearse-plan"),
    path("officer/plans/", views.plans, name="officer-plans"),
    path("officer/plans/<slug:plan>/", views.plan, name="officer-plan"),
    path("officer/plans/<slug:plan>/add/", views.new_item, name="new-top-item"),
    path("officer/plans/<slug:plan>/state/", views.state, name="plan-state"),
    path("officer/plans/<slug:plan>/publish/", views.publish, name="publish-plan"),
    path("officer/plans/<slug:plan>/withdraw/", views.withdraw, name="withdraw-plan"),
    path("officer/plans/<slug:plan>/succession/", views.succession, name="record-succession"),
    path("officer/plans/<slug:plan>/items/<str:item>/", views.edit_item, name="edit-item"),
    path("officer/plans/<slug:plan>/items/<str:parent>/add/", views.new_item, name="new-item"),
    path("officer/plans/<slug:plan>/items/<str:item>/move/", views.move, name="move-item"),
    path("officer/plans/<slug:plan>/items/<str:item>/remove/", views.remove, name="remove-item"),
]
