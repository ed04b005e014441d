"""The quarter: periods, returns, the report, members' questions and the yearly review of measures.

Numbers are kept as the text that was entered, so that nothing is rounded on the way in.
"""

from typing import ClassVar

from django.db import models


class ReportingPeriod(models.Model):
    """A quarter with its dates. `period` is what figures and actions are reported for."""

    ref = models.SlugField(unique=True, max_length=100)
    title = models.CharField(max_length=200)
    period = models.CharField(unique=True, max_length=30, help_text="Such as 2026-07-01/P3M")
    opens = models.DateField()
    due = models.DateField()
    approve_by = models.DateField()
    closes = models.DateField()
    state = models.CharField(max_length=20, default="planned", help_text="planned, open, closed or published")
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    publish_at = models.DateTimeField(null=True)
    release = models.CharField(max_length=100, blank=True, help_text="The release that publishing wrote")
    note = models.TextField(blank=True, help_text="The report's opening words")

    class Meta:
        ordering: ClassVar = ["-period"]


class Return(models.Model):
    """What one service owes for one period, and how far that is."""

    period = models.ForeignKey(ReportingPeriod, on_delete=models.PROTECT, related_name="returns")
    service = models.SlugField(max_length=100, db_index=True)
    state = models.CharField(
        max_length=20, default="draft", help_text="draft, submitted, sent_back, approved or published"
    )
    late_reason = models.CharField(max_length=300, blank=True, help_text="Why it is entered after the close")
    is_unlocked = models.BooleanField(default=False, help_text="Open for late entry after the close")
    submitted_at = models.DateTimeField(null=True)
    submitted_by = models.CharField(max_length=150, blank=True)
    approved_at = models.DateTimeField(null=True)
    approved_by = models.CharField(max_length=150, blank=True)
    changed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["period", "service"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["period", "service"], name="a_return_once")]
        indexes: ClassVar = [models.Index(fields=["state"])]


class ReturnFigure(models.Model):
    """One measure's figure for one area. `usual` is what its series did before, as known at the opening."""

    given_in = models.ForeignKey(Return, on_delete=models.CASCADE, related_name="figures")
    measure = models.CharField(max_length=200)
    area = models.CharField(max_length=40)
    period = models.CharField(max_length=30, help_text="The reporting period's, or the year that ends in it")
    position = models.PositiveIntegerField(default=0)
    usual = models.JSONField(default=dict)
    value = models.CharField(max_length=40, blank=True)
    numerator = models.CharField(max_length=40, blank=True)
    denominator = models.CharField(max_length=40, blank=True)
    status = models.CharField(max_length=20, blank=True, help_text="normal, provisional, missing…")
    comment = models.TextField(blank=True)
    management_action = models.TextField(blank=True)
    management_owner = models.CharField(max_length=150, blank=True)
    management_due = models.DateField(null=True)
    verdict = models.CharField(
        max_length=10,
        blank=True,
        help_text="green, amber or red when it was saved; empty: not judged. For counts at the desk",
    )
    confirmed = models.JSONField(default=list, help_text="Codes of the warnings that were answered")
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(null=True)
    changed_by = models.CharField(max_length=150, blank=True)

    class Meta:
        ordering: ClassVar = ["given_in", "position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["given_in", "measure", "area", "period"], name="a_figure_once")
        ]
        indexes: ClassVar = [models.Index(fields=["measure", "area"])]


class ReturnAction(models.Model):
    """How one action stands: a confidence and a sentence, and more only where something changed."""

    given_in = models.ForeignKey(Return, on_delete=models.CASCADE, related_name="actions")
    action = models.SlugField(max_length=100)
    position = models.PositiveIntegerField(default=0)
    confidence = models.CharField(max_length=20, blank=True)
    sentence = models.TextField(blank=True)
    forecast = models.DateField(null=True)
    milestones = models.JSONField(
        default=dict, help_text="Each milestone's ref: its new forecast, or reached"
    )
    help_wanted = models.TextField(blank=True)
    risk = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField(null=True)
    changed_by = models.CharField(max_length=150, blank=True)

    class Meta:
        ordering: ClassVar = ["given_in", "position", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["given_in", "action"], name="an_action_is_reported_once")
        ]
        indexes: ClassVar = [models.Index(fields=["action"])]


class ReturnNote(models.Model):
    """What was said about a return: sent back with a reason, approved, reminded."""

    about = models.ForeignKey(Return, on_delete=models.CASCADE, related_name="notes")
    kind = models.CharField(max_length=20, help_text="submitted, sent_back, approved, unlocked or reminded")
    text = models.TextField(blank=True)
    who = models.CharField(max_length=150)
    at = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["-at", "-id"]


class Correction(models.Model):
    """A figure put right after it was published: both values stay."""

    figure = models.ForeignKey(ReturnFigure, on_delete=models.PROTECT, related_name="corrections")
    was = models.JSONField()
    now = models.JSONField()
    reason = models.CharField(max_length=300)
    who = models.CharField(max_length=150)
    at = models.DateTimeField()
    release = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering: ClassVar = ["-at", "-id"]


class Upload(models.Model):
    """A workbook as it was handed over, kept between its rehearsal and the officer's word."""

    who = models.ForeignKey("people.User", on_delete=models.CASCADE, related_name="+")
    period = models.ForeignKey(ReportingPeriod, on_delete=models.CASCADE, related_name="+")
    token = models.CharField(unique=True, max_length=64)
    name = models.CharField(max_length=200)
    content = models.BinaryField()
    at = models.DateTimeField(auto_now_add=True)


class ReportSection(models.Model):
    """One part of a quarter's report: where it stands, and the words around its facts."""

    period = models.ForeignKey(ReportingPeriod, on_delete=models.CASCADE, related_name="sections")
    key = models.CharField(max_length=60, help_text="summary, red, direction, activity, delivery, risks…")
    position = models.PositiveIntegerField()
    narrative = models.TextField(blank=True)
    is_shown = models.BooleanField(default=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["period", "position"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["period", "key"], name="a_section_once")]


class Question(models.Model):
    """A member's question to a Cabinet Member, an officer's draft, and the answer."""

    about_kind = models.CharField(max_length=20, help_text="measure, action, service, period or item")
    about_ref = models.CharField(max_length=300)
    portfolio = models.SlugField(max_length=100, db_index=True)
    text = models.TextField()
    asked_by = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    draft = models.TextField(blank=True)
    drafted_by = models.CharField(max_length=150, blank=True)
    answer = models.TextField(blank=True)
    answered_by = models.CharField(max_length=150, blank=True)
    answered_at = models.DateTimeField(null=True)
    publish_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["-asked_at", "-id"]


class MeasuresReview(models.Model):
    """The yearly look at which measures are kept, changed, retired or begun."""

    year = models.CharField(unique=True, max_length=30, help_text="The year it opens, such as 2027-04-01/P1Y")
    title = models.CharField(max_length=200)
    state = models.CharField(max_length=20, default="open", help_text="open, agreed or begun")
    agreed_by = models.CharField(max_length=200, blank=True)
    agreed_on = models.DateField(null=True)
    minute = models.CharField(max_length=200, blank=True)
    begun_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-year"]


class ReviewLine(models.Model):
    """One measure in a review: what is to become of it, and why."""

    review = models.ForeignKey(MeasuresReview, on_delete=models.CASCADE, related_name="lines")
    measure = models.CharField(max_length=200)
    change = models.CharField(max_length=20, help_text="propose, change or retire")
    reason = models.CharField(max_length=500)
    definition = models.JSONField(
        default=dict, help_text="Columns of the measures table, as they were and are to be"
    )
    who = models.CharField(max_length=150)

    class Meta:
        ordering: ClassVar = ["review", "change", "measure"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["review", "measure"], name="a_review_line_once")
        ]


class LastLook(models.Model):
    """When a person last looked at their home page, so that it can say what changed since."""

    who = models.OneToOneField("people.User", on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    before = models.DateTimeField(null=True)
