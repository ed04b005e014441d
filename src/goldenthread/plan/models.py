"""Plans, their versions, the items that everything hangs on, and how one plan follows another."""

from typing import ClassVar

from django.db import models


class Plan(models.Model):
    """A plan through all its versions, which say everything else about it."""

    ref = models.SlugField(unique=True, max_length=100)


class PlanVersion(models.Model):
    """A plan as it stood, with its state and, where it was decided, by whom."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=300)
    body = models.CharField(max_length=200, blank=True)
    start = models.CharField(max_length=10, blank=True, help_text="As stated: a year, a month or a day")
    end = models.CharField(max_length=10, blank=True)
    version = models.CharField(max_length=100, blank=True)
    levels = models.JSONField(default=list)
    lenses = models.JSONField(default=list)
    note = models.TextField(blank=True)
    unplaced = models.JSONField(default=list)
    state = models.CharField(max_length=20)
    decided_body = models.CharField(max_length=200, blank=True)
    decided_on = models.DateField(null=True)
    decided_minute = models.CharField(max_length=200, blank=True)
    publish_at = models.DateTimeField(null=True, help_text="Public from then on; empty is not public")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["plan", "number"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["plan", "number"], name="a_version_once")]


class PlanItem(models.Model):
    """One thing a plan says: an outcome, an objective, an ask.

    A version's items are written together, once they are known to make a plan; `parent` is a ref among them.
    """

    version = models.ForeignKey(PlanVersion, on_delete=models.CASCADE, related_name="items")
    ref = models.CharField(max_length=100)
    parent = models.CharField(max_length=100, blank=True)
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=30)
    title = models.CharField(max_length=500)
    horizon = models.CharField(max_length=20, blank=True)
    lead = models.CharField(max_length=200, blank=True)
    partners = models.JSONField(default=list)
    description = models.TextField(blank=True)
    measures = models.JSONField(default=list)
    themes = models.JSONField(default=list)
    source = models.CharField(max_length=300, blank=True)
    published_1y = models.CharField(max_length=20, blank=True)
    published_3y = models.CharField(max_length=20, blank=True)
    published_marks = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar = ["version", "position"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["version", "ref"], name="an_item_once")]


class Succession(models.Model):
    """What became of an item of one plan in another, and whose reading that is, as a version states it.

    `earlier` and `later` name an item as `plan/item`, an item of the version's own plan, or a whole plan.
    """

    version = models.ForeignKey(PlanVersion, on_delete=models.CASCADE, related_name="succession")
    position = models.PositiveIntegerField()
    earlier = models.CharField(max_length=201, db_index=True)
    later = models.CharField(max_length=201, blank=True, db_index=True)
    how = models.TextField(blank=True)
    whose_reading = models.CharField(max_length=20)

    class Meta:
        ordering: ClassVar = ["version", "position"]


class UploadedPlan(models.Model):
    """A plan file as it was handed over, kept between its rehearsal and the officer's word."""

    who = models.ForeignKey("people.User", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    content = models.BinaryField()
    at = models.DateTimeField(auto_now_add=True)
