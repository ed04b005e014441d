"""Editions: what editors arrange, and what was frozen of it."""

from typing import ClassVar

from django.db import models


class Edition(models.Model):
    """One report through its life: a draft that editors arrange, then frozen, and perhaps withdrawn."""

    ref = models.SlugField(unique=True, max_length=100)
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    subtitle = models.CharField(max_length=300, blank=True)
    language = models.CharField(max_length=10, default="en-gb")
    scope = models.JSONField(default=dict, help_text="What it is about, as publish.kinds.kind.Scope names it")
    state = models.CharField(max_length=20, default="draft", help_text="draft, frozen or withdrawn")
    made_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)
    publish_at = models.DateTimeField(null=True, help_text="Public from then on; empty is not public")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_order = models.CharField(max_length=300, blank=True, help_text="By whose order")
    withdrawn_reason = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["-made_at", "-id"]


class EditionChapter(models.Model):
    """Where an editor put a chapter, and whether it is shown; `title` replaces the one worked out."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="chapters")
    key = models.CharField(max_length=150)
    position = models.PositiveIntegerField()
    title = models.CharField(max_length=200, blank=True)
    is_shown = models.BooleanField(default=True)
    is_own = models.BooleanField(default=False, help_text="An editor's own, with no facts worked out for it")

    class Meta:
        ordering: ClassVar = ["edition", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "key"], name="a_chapter_once_in_an_edition")
        ]


class EditionPart(models.Model):
    """One part of a chapter: facts that are worked out, or an editor's own words.

    Words are plain text: a blank line parts paragraphs, "- " begins a list's item, "## " a heading,
    [words](address) is a link.
    """

    chapter = models.ForeignKey(EditionChapter, on_delete=models.CASCADE, related_name="parts")
    kind = models.CharField(max_length=20, help_text="facts, words, quotation or call_out")
    key = models.CharField(max_length=200, help_text="The section's key, or for own words one of its own")
    position = models.PositiveIntegerField()
    title = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    by = models.CharField(max_length=200, blank=True, help_text="Who said it, for a quotation")
    is_shown = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["chapter", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["chapter", "key"], name="a_part_once_in_a_chapter")
        ]


class EasyReadLine(models.Model):
    """One idea of the Easy Read summary, as an editor worded it."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="easy_lines")
    position = models.PositiveIntegerField()
    text = models.CharField(max_length=300)
    picture = models.CharField(max_length=60, blank=True)
    is_heading = models.BooleanField(default=False)

    class Meta:
        ordering: ClassVar = ["edition", "position"]


class FrozenIssue(models.Model):
    """An edition as it was frozen; number 1 is the first, and each later one corrects the one before.

    Rows are added and never changed. `manifest` is each file's name and the SHA-256 of its bytes; the
    document itself is `document.json` among them.
    """

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="issues")
    number = models.PositiveIntegerField()
    reason = models.TextField(blank=True, help_text="What was wrong, for a correction")
    frozen_at = models.DateTimeField()
    manifest = models.JSONField()
    working = models.CharField(max_length=64, help_text="SHA-256 of what it was made from: facts and words")

    class Meta:
        ordering: ClassVar = ["edition", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["edition", "number"], name="an_issue_of_an_edition_once")
        ]
