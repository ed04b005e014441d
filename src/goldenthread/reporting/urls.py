"""Addresses of the reporting area: its officers' pages."""

from django.urls import path

from goldenthread.reporting import desk_urls
from goldenthread.reporting.views import measures_review, question

urlpatterns = [
    *desk_urls.urlpatterns,
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
