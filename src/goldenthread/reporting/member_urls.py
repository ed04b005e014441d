"""Addresses of members' pages, of their questions, and of the yearly review of measures."""

from django.urls import path

from goldenthread.reporting.views import measures_review, member, question

urlpatterns = [
    path("members/", member.start, name="members"),
    path("members/portfolio/<slug:ref>/", member.portfolio, name="member-portfolio"),
    path("members/committee/<slug:ref>/", member.committee, name="member-committee"),
    path("officer/questions/", question.questions_page, name="questions"),
    path("officer/questions/ask/", question.ask, name="ask-question"),
    path("officer/questions/<int:number>/", question.question_page, name="question"),
    path("officer/questions/<int:number>/draft/", question.draft, name="draft-answer"),
    path("officer/questions/<int:number>/answer/", question.answer, name="answer-question"),
    path("officer/questions/<int:number>/publish/", question.publish, name="publish-question"),
    path("officer/measures-review/", measures_review.reviews_page, name="measures-reviews"),
    path("officer/measures-review/<path:year>/line/", measures_review.line, name="review-line"),
    path("officer/measures-review/<path:year>/take-back/", measures_review.take_back, name="take-back-line"),
    path("officer/measures-review/<path:year>/begin/", measures_review.begin, name="begin-review"),
    path("officer/measures-review/<path:year>/", measures_review.review_page, name="measures-review"),
]
