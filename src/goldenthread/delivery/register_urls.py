"""Addresses of risks, issues, lessons and commitments."""

from django.urls import URLPattern, path

from goldenthread.delivery.views import commitment, commitment_keep, issue, lesson, risk, risk_act

urlpatterns: list[URLPattern] = [
    path("officer/risks/", risk.register, name="officer-risks"),
    path("officer/risks/new/", risk.new, name="raise-risk"),
    path("officer/risks/risks.csv", risk.register_file, name="risks-file"),
    path("officer/risks/<slug:ref>/", risk.one, name="officer-risk"),
    path("officer/risks/<slug:ref>/revise/", risk.revise, name="revise-risk"),
    path("officer/risks/<slug:ref>/review/", risk_act.review, name="review-risk"),
    path("officer/risks/<slug:ref>/actions/", risk_act.add_action, name="add-risk-action"),
    path("officer/risks/<slug:ref>/actions/<int:number>/done/", risk_act.action_done, name="do-risk-action"),
    path("officer/risks/<slug:ref>/links/", risk_act.link, name="link-risk"),
    path("officer/risks/<slug:ref>/links/remove/", risk_act.unlink, name="unlink-risk"),
    path("officer/risks/<slug:ref>/close/", risk_act.close, name="close-risk"),
    path("officer/issues/", issue.issue_list, name="officer-issues"),
    path("officer/issues/new/", issue.new, name="raise-issue"),
    path("officer/issues/<slug:ref>/", issue.one, name="officer-issue"),
    path("officer/lessons/", lesson.lesson_list, name="officer-lessons"),
    path("officer/lessons/new/", lesson.new, name="write-lesson"),
    path("officer/lessons/<slug:ref>/", lesson.one, name="officer-lesson"),
    path("officer/commitments/", commitment.commitment_list, name="officer-commitments"),
    path("officer/commitments/new/", commitment_keep.new, name="make-commitment"),
    path("officer/commitments/from-plan/", commitment_keep.from_plan, name="commitments-from-plan"),
    path("officer/commitments/commitments.csv", commitment.commitments_file, name="commitments-file"),
    path("officer/commitments/<slug:ref>/", commitment.one, name="officer-commitment"),
    path("officer/commitments/<slug:ref>/revise/", commitment_keep.revise, name="revise-commitment"),
    path("officer/commitments/<slug:ref>/publish/", commitment_keep.publish, name="publish-commitment"),
]
