"""Addresses of officers' pages about editions. A part's key holds slashes, so it stands last."""

from django.urls import path

from goldenthread.publish.views import (
    officer,
    officer_chapter,
    officer_claims,
    officer_easy,
    officer_freeze,
    officer_preview,
    officer_words,
)

_EDITIONS = "officer/editions/"
_EDITION = f"{_EDITIONS}<slug:ref>/"
_CHAPTER = f"{_EDITION}chapters/<slug:chapter>/"

urlpatterns = [
    path(_EDITIONS, officer.officer_editions, name="officer-editions"),
    path("officer/new-edition/", officer.begin, name="begin-edition"),
    path("officer/new-edition/<slug:kind>/", officer.begin_kind, name="begin-edition-of"),
    path(_EDITION, officer.officer_edition, name="officer-edition"),
    path(f"{_EDITION}cover/", officer.cover, name="edition-cover"),
    path(f"{_EDITION}easy-read/", officer_easy.easy_read, name="edition-easy-read"),
    path(f"{_EDITION}claims/", officer_claims.claims, name="edition-claims"),
    path(f"{_EDITION}discard/", officer.discard, name="discard-edition"),
    path(f"{_EDITION}preview/", officer_preview.preview, name="edition-preview"),
    path(
        f"{_EDITION}preview/<slug:chapter>/", officer_preview.preview_chapter, name="edition-preview-chapter"
    ),
    path(f"{_EDITION}freeze/", officer_freeze.freeze, name="freeze-edition"),
    path(f"{_EDITION}publish/", officer_freeze.publish, name="publish-edition"),
    path(f"{_EDITION}correct/", officer_freeze.correct, name="correct-edition"),
    path(f"{_EDITION}withdraw/", officer_freeze.withdraw, name="withdraw-edition"),
    path(f"{_EDITION}comparison/", officer_freeze.comparison, name="edition-comparison"),
    path(f"{_EDITION}comparison.json", officer_freeze.comparison_file, name="edition-comparison-file"),
    path(f"{_EDITION}new-chapter/", officer_chapter.new_chapter, name="new-chapter"),
    path(_CHAPTER, officer_chapter.chapter, name="officer-edition-chapter"),
    path(f"{_CHAPTER}rename/", officer_chapter.rename, name="rename-chapter"),
    path(f"{_CHAPTER}show/", officer_chapter.show, name="show-chapter"),
    path(f"{_CHAPTER}remove/", officer_chapter.remove, name="remove-chapter"),
    path(f"{_CHAPTER}move/<slug:step>/", officer_chapter.move, name="move-chapter"),
    path(f"{_CHAPTER}words/", officer_words.new_words, name="new-words"),
    path(f"{_CHAPTER}edit/<path:part>/", officer_words.edit_part, name="edit-part"),
    path(f"{_CHAPTER}place/<slug:step>/<path:part>/", officer_words.move, name="move-part"),
    path(f"{_CHAPTER}shown/<path:part>/", officer_words.show, name="show-part"),
    path(f"{_CHAPTER}removed/<path:part>/", officer_words.remove, name="remove-part"),
]
