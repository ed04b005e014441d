"""Service plans and actions, what stands in their way, and what the council and its partners promised.

Services, people, plan items and measures are named by their refs, so that a link may outlive what it names.
"""

from typing import ClassVar

from django.db import models


class ServicePlan(models.Model):
    """What one service does in one year, and for which parts of the council's plan."""

    ref = models.SlugField(unique=True, max_length=100)
    service = models.SlugField(max_length=100, db_index=True)
    year = models.CharField(max_length=30, help_text="A period, such as 2026-04-01/P1Y")
    title = models.CharField(max_length=300)
    summary = models.TextField(blank=True)
    state = models.CharField(max_length=20, default="draft", help_text="draft, agreed or closed")
    publish_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-year", "title"]


class Priority(models.Model):
    """One thing a service puts first in its year; actions stand beneath it."""

    plan = models.ForeignKey(ServicePlan, on_delete=models.CASCADE, related_name="priorities")
    ref = models.SlugField(max_length=100)
    title = models.CharField(max_length=300)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["plan", "position", "id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["plan", "ref"], name="a_priority_once")]


class Action(models.Model):
    """Work with an owner and a date. Without a service plan it belongs to the service alone."""

    ref = models.SlugField(unique=True, max_length=100)
    title = models.CharField(max_length=500)
    description = models.TextField(blank=True)
    kind = models.CharField(max_length=20, default="action", help_text="action or objective")
    plan = models.ForeignKey(ServicePlan, null=True, on_delete=models.PROTECT, related_name="actions")
    priority = models.ForeignKey(Priority, null=True, on_delete=models.PROTECT, related_name="actions")
    service = models.SlugField(max_length=100, db_index=True)
    owner = models.CharField(max_length=150, blank=True, help_text="A username")
    partners = models.JSONField(default=list, help_text="Refs of partners")
    horizon = models.CharField(max_length=20, blank=True)
    start = models.DateField(null=True)
    due = models.DateField(null=True)
    forecast = models.DateField(null=True, help_text="When it is now expected to be done")
    state = models.CharField(
        max_length=20, default="planned", help_text="planned, under_way, done or stopped"
    )
    confidence = models.CharField(max_length=20, blank=True, help_text="As last reported")
    reported_on = models.DateField(null=True, help_text="When it was last reported on")
    position = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["service", "position", "ref"]


class Serves(models.Model):
    """What an action is for: a plan item, or a measure that it should move."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="serves")
    plan = models.CharField(max_length=100, blank=True)
    item = models.CharField(max_length=100, blank=True)
    measure = models.CharField(max_length=200, blank=True)
    why = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["action", "plan", "item", "measure"], name="an_action_serves_once"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["plan", "item"]), models.Index(fields=["measure"])]


class Delivers(models.Model):
    """Who delivers a plan item where it is no action: a service plan as a whole, a programme, a partner."""

    plan = models.CharField(max_length=100)
    item = models.CharField(max_length=100)
    by_kind = models.CharField(max_length=20, help_text="service_plan, programme or partner")
    by_ref = models.CharField(max_length=200, help_text="A ref, or the name of a programme")
    why = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "item", "by_kind", "by_ref"], name="a_deliverer_once")
        ]


class Milestone(models.Model):
    """A dated event on the way. The baseline is never moved; the forecast is."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="milestones")
    ref = models.SlugField(max_length=100)
    title = models.CharField(max_length=300)
    baseline = models.DateField()
    forecast = models.DateField(null=True, help_text="Empty: as the baseline")
    reached = models.DateField(null=True)

    class Meta:
        ordering: ClassVar = ["action", "baseline", "id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["action", "ref"], name="a_milestone_once")]


class Dependency(models.Model):
    """What an action waits for: another action, a partner, a decision."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="dependencies")
    on_kind = models.CharField(max_length=20, help_text="action, partner or other")
    on_ref = models.CharField(max_length=200)
    why = models.CharField(max_length=300, blank=True)
    needed_by = models.DateField(null=True)

    class Meta:
        ordering: ClassVar = ["action", "needed_by", "id"]


class Evidence(models.Model):
    """Where to see that something was done."""

    action = models.ForeignKey(Action, on_delete=models.CASCADE, related_name="evidence")
    title = models.CharField(max_length=300)
    address = models.URLField(max_length=500)
    on = models.DateField()

    class Meta:
        ordering: ClassVar = ["action", "-on", "id"]


class Risk(models.Model):
    """A risk or an opportunity: because of a cause, an event may happen, which would have an effect."""

    ref = models.SlugField(unique=True, max_length=100)
    kind = models.CharField(max_length=20, default="risk", help_text="risk or opportunity")
    title = models.CharField(max_length=300)
    cause = models.TextField(blank=True)
    event = models.TextField(blank=True)
    effect = models.TextField(blank=True)
    likelihood = models.PositiveSmallIntegerField(help_text="1 to 5")
    impact = models.PositiveSmallIntegerField(help_text="1 to 5")
    target_likelihood = models.PositiveSmallIntegerField(null=True)
    target_impact = models.PositiveSmallIntegerField(null=True)
    target_by = models.DateField(null=True)
    service = models.SlugField(max_length=100, db_index=True)
    owner = models.CharField(max_length=150, blank=True)
    level = models.CharField(max_length=20, default="service", help_text="corporate, directorate or service")
    state = models.CharField(max_length=20, default="open", help_text="open or closed")
    closed_why = models.CharField(max_length=300, blank=True)
    reviewed_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["ref"]


class RiskLink(models.Model):
    """A plan item that a risk threatens or an opportunity helps."""

    risk = models.ForeignKey(Risk, on_delete=models.CASCADE, related_name="links")
    plan = models.CharField(max_length=100)
    item = models.CharField(max_length=100)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["risk", "plan", "item"], name="a_risk_link_once")
        ]
        indexes: ClassVar = [models.Index(fields=["plan", "item"])]


class RiskAction(models.Model):
    """What is done about a risk."""

    risk = models.ForeignKey(Risk, on_delete=models.CASCADE, related_name="actions")
    title = models.CharField(max_length=300)
    owner = models.CharField(max_length=150, blank=True)
    due = models.DateField(null=True)
    done_on = models.DateField(null=True)

    class Meta:
        ordering: ClassVar = ["risk", "due", "id"]


class Issue(models.Model):
    """Something that has gone wrong and needs settling; it may be a risk that came true."""

    ref = models.SlugField(unique=True, max_length=100)
    title = models.CharField(max_length=300)
    description = models.TextField(blank=True)
    service = models.SlugField(max_length=100, db_index=True)
    owner = models.CharField(max_length=150, blank=True)
    action = models.ForeignKey(Action, null=True, on_delete=models.SET_NULL, related_name="issues")
    risk = models.ForeignKey(Risk, null=True, on_delete=models.SET_NULL, related_name="issues")
    raised_on = models.DateField()
    due = models.DateField(null=True)
    settled_on = models.DateField(null=True)
    settled_how = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["-raised_on", "ref"]


class Lesson(models.Model):
    """What the council would do again, or would not, and what it learned that from."""

    ref = models.SlugField(unique=True, max_length=100)
    title = models.CharField(max_length=300)
    happened = models.TextField(blank=True)
    learned = models.TextField(blank=True)
    service = models.SlugField(max_length=100, db_index=True)
    action = models.ForeignKey(Action, null=True, on_delete=models.SET_NULL, related_name="lessons")
    on = models.DateField()

    class Meta:
        ordering: ClassVar = ["-on", "ref"]


class Commitment(models.Model):
    """What the council promised a partner, a partner promised it, or it asks of Government."""

    ref = models.SlugField(unique=True, max_length=100)
    kind = models.CharField(max_length=20, help_text="to_partner, from_partner or ask")
    partner = models.SlugField(max_length=100, db_index=True, help_text="The counterparty's ref")
    title = models.CharField(max_length=500)
    description = models.TextField(blank=True)
    plan = models.CharField(max_length=100, blank=True)
    item = models.CharField(max_length=100, blank=True)
    service = models.SlugField(max_length=100, blank=True)
    owner = models.CharField(max_length=150, blank=True)
    state = models.CharField(
        max_length=20, default="open", help_text="open, agreed, under_way, met, refused or withdrawn"
    )
    due = models.DateField(null=True)
    last_contact = models.DateField(null=True)
    next_step = models.CharField(max_length=300, blank=True)
    next_step_due = models.DateField(null=True)
    note = models.TextField(blank=True)
    publish_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["partner", "ref"]
        indexes: ClassVar = [models.Index(fields=["plan", "item"])]


class UploadedActions(models.Model):
    """A file of actions as it was handed over, kept between its rehearsal and the officer's word."""

    who = models.ForeignKey("people.User", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    content = models.BinaryField()
    at = models.DateTimeField(auto_now_add=True)
