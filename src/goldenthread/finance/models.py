"""Versions of the budget and what they hold, the year as it goes, and what was published of money elsewhere.

A version is whole in itself: each keeps its own lines, so that it can never be changed by another. Services,
plan items, measures and people are named by refs, so that a link may outlive what it names.
"""

from typing import ClassVar

from django.db import models

from goldenthread.finance.pounds import PoundsField


class BudgetVersion(models.Model):
    """One budget book. Once frozen it is never changed; a draft is, until it is frozen under a name."""

    ref = models.SlugField(unique=True, max_length=100)
    title = models.CharField(max_length=300)
    state = models.CharField(
        max_length=20, default="draft", help_text="draft, consultation, approved, amended"
    )
    first = models.PositiveIntegerField(help_text="The year that the budget is for: 2021 is 2021/22")
    count = models.PositiveIntegerField(default=1, help_text="Years planned, the first among them")
    made_from = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="made_into")
    parts = models.JSONField(default=dict, help_text="The book without lines, changes, allocations, touches")
    simulated = models.JSONField(default=dict, help_text="What draws of the drivers came to, by scenario")
    frozen_at = models.DateTimeField(null=True)
    checksum = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the whole book, once frozen")
    decided = models.CharField(max_length=300, blank=True, help_text="Who agreed it, when, and the minute")
    reasons = models.JSONField(default=dict, help_text="Why it differs from the version that it amends")
    publish_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering: ClassVar = ["-first", "-id"]


class Line(models.Model):
    """One line of one version. `nets` is what it costs net in each year of the plan, in pence."""

    budget = models.ForeignKey(BudgetVersion, on_delete=models.CASCADE, related_name="lines")
    position = models.PositiveIntegerField(default=0)
    ref = models.CharField(max_length=100)
    title = models.CharField(max_length=300)
    service = models.SlugField(max_length=100)
    subjective = models.CharField(max_length=100, blank=True)
    mandate = models.CharField(max_length=20)
    gross = PoundsField()
    income = PoundsField(default=0)
    exposures = models.JSONField(default=list, help_text="Driver and weight, in pairs of text")
    outturn_line = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)
    nets = models.JSONField(default=list)

    class Meta:
        ordering: ClassVar = ["budget", "position"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["budget", "ref"], name="a_budget_line_once")]
        indexes: ClassVar = [models.Index(fields=["budget", "service", "position"])]


class ChangeRow(models.Model):
    """A pressure or a saving in one version."""

    budget = models.ForeignKey(BudgetVersion, on_delete=models.CASCADE, related_name="changes")
    position = models.PositiveIntegerField(default=0)
    ref = models.CharField(max_length=100)
    title = models.CharField(max_length=300)
    line = models.CharField(max_length=100)
    service = models.SlugField(max_length=100, help_text="The line's, so that a service finds its own")
    year = models.PositiveIntegerField()
    kind = models.CharField(max_length=20)
    is_saving = models.BooleanField(default=False)
    amount = PoundsField()
    one_off = models.BooleanField(default=False)
    full_year = PoundsField(default=0)
    price_base = models.CharField(max_length=20, blank=True)
    driver = models.CharField(max_length=100, blank=True)
    confidence = models.CharField(max_length=20, blank=True)
    evidence = models.TextField(blank=True)
    approval = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["budget", "position"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["budget", "ref"], name="a_change_once")]
        indexes: ClassVar = [
            models.Index(fields=["budget", "service", "year"]),
            models.Index(fields=["budget", "line"]),
        ]


class AllocationRow(models.Model):
    """The share of a line that is for an outcome; without a plan it is enabling."""

    budget = models.ForeignKey(BudgetVersion, on_delete=models.CASCADE, related_name="allocations")
    position = models.PositiveIntegerField(default=0)
    line = models.CharField(max_length=100)
    plan = models.CharField(max_length=100, blank=True)
    item = models.CharField(max_length=100, blank=True)
    share = models.DecimalField(max_digits=9, decimal_places=6)
    low = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    high = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    basis = models.CharField(max_length=300)
    confidence = models.CharField(max_length=20, blank=True)

    class Meta:
        ordering: ClassVar = ["budget", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["budget", "line", "plan", "item"], name="an_allocation_once")
        ]
        indexes: ClassVar = [models.Index(fields=["budget", "plan", "item"])]


class TouchRow(models.Model):
    """A plan item or a measure that a saving touches, and how."""

    budget = models.ForeignKey(BudgetVersion, on_delete=models.CASCADE, related_name="touches")
    position = models.PositiveIntegerField(default=0)
    change = models.CharField(max_length=100)
    plan = models.CharField(max_length=100, blank=True)
    item = models.CharField(max_length=100, blank=True)
    measure = models.CharField(max_length=200, blank=True)
    why = models.CharField(max_length=300)

    class Meta:
        ordering: ClassVar = ["budget", "position"]
        indexes: ClassVar = [models.Index(fields=["budget", "plan", "item"])]


class WorkedSum(models.Model):
    """One exact sum that a version's plan comes to, kept so that no page works the plan out again.

    `what` says which: total, bar, service, mandate, subjective, funding, tax, reserve, outcome, served (a
    service's part of an outcome). `key` is what of that: for `total` one of the names in rules/mtfp
    YearTotals, for `bar` a step, for `outcome` a plan and an item as `plan#item`, `enabling`, or nothing for
    what is unallocated.
    """

    budget = models.ForeignKey(BudgetVersion, on_delete=models.CASCADE, related_name="sums")
    scenario = models.CharField(max_length=100, blank=True)
    year = models.PositiveIntegerField()
    what = models.CharField(max_length=20)
    service = models.CharField(max_length=100, blank=True)
    key = models.CharField(max_length=220, blank=True)
    amount = PoundsField()

    class Meta:
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [models.Index(fields=["budget", "scenario", "what", "year"])]


class Monitored(models.Model):
    """How one line stands at the end of one month of a financial year (1 is April)."""

    year = models.PositiveIntegerField()
    month = models.PositiveSmallIntegerField()
    line = models.CharField(max_length=100)
    service = models.SlugField(max_length=100)
    budget = PoundsField(help_text="The year's net budget as it stood, virements counted")
    actual = PoundsField(help_text="Spent net so far")
    forecast = PoundsField(help_text="Forecast outturn, net")
    reason = models.CharField(max_length=500, blank=True)
    action = models.CharField(max_length=500, blank=True)
    warning = models.CharField(
        max_length=20, blank=True, help_text="What rules/monitoring says of the forecast's move, when entered"
    )
    by = models.CharField(max_length=150, blank=True)
    at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering: ClassVar = ["year", "month", "line"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["year", "month", "line"], name="a_line_monitored_once_a_month")
        ]
        indexes: ClassVar = [
            models.Index(fields=["line"]),
            models.Index(fields=["year", "service"]),
            models.Index(fields=["year", "month", "warning"]),
        ]


class MonitoredTotal(models.Model):
    """What the lines of one service come to in a month: kept, so that no page sums thousands of lines."""

    year = models.PositiveIntegerField()
    month = models.PositiveSmallIntegerField()
    service = models.SlugField(max_length=100)
    lines = models.PositiveIntegerField()
    warned = models.PositiveIntegerField()
    budget = PoundsField()
    actual = PoundsField()
    forecast = PoundsField()

    class Meta:
        ordering: ClassVar = ["year", "month", "service"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["year", "month", "service"], name="a_service_summed_once_a_month")
        ]


class Virement(models.Model):
    """Budget moved between lines in a year, with who allowed it. Its parts sum to nothing."""

    ref = models.SlugField(unique=True, max_length=100)
    year = models.PositiveIntegerField(db_index=True)
    on = models.DateField()
    reason = models.CharField(max_length=500)
    authority = models.CharField(max_length=300, help_text="Who allowed it: a role or a body, and the minute")
    recurring = models.BooleanField(default=False)
    by = models.CharField(max_length=150, blank=True)
    token = models.CharField(
        max_length=32, unique=True, null=True, help_text="Of the form that entered it: it enters but one"
    )

    class Meta:
        ordering: ClassVar = ["-on", "ref"]


class VirementPart(models.Model):
    """What one line gains (positive) or gives (negative)."""

    virement = models.ForeignKey(Virement, on_delete=models.CASCADE, related_name="parts")
    line = models.CharField(max_length=100, db_index=True)
    amount = PoundsField()


class SavingReport(models.Model):
    """What was said of a saving at the end of one month: how far it is, and what it will bring this year."""

    year = models.PositiveIntegerField()
    month = models.PositiveSmallIntegerField()
    change = models.CharField(max_length=100, help_text="The saving's ref in the approved version")
    service = models.SlugField(max_length=100)
    state = models.CharField(max_length=20)
    planned = PoundsField()
    delivered = PoundsField(help_text="So far in the year")
    forecast = PoundsField(help_text="By the end of the year")
    confidence = models.CharField(max_length=20, blank=True)
    note = models.CharField(max_length=500, blank=True)
    by = models.CharField(max_length=150, blank=True)
    at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering: ClassVar = ["year", "month", "change"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["year", "month", "change"], name="a_saving_reported_once_a_month")
        ]
        indexes: ClassVar = [models.Index(fields=["change"]), models.Index(fields=["year", "service"])]


class Robustness(models.Model):
    """What the chief finance officer says of a budget's estimates and reserves (LGA 2003, section 25).

    `evidence` is what the product laid beside it when it was signed, kept as it was.
    `signed_by` is the account and stays with officers.
    """

    budget = models.OneToOneField(BudgetVersion, on_delete=models.CASCADE, related_name="robustness")
    estimates = models.TextField(blank=True)
    reserves = models.TextField(blank=True)
    evidence = models.JSONField(default=dict)
    signed_by = models.CharField(max_length=150, blank=True)
    post = models.CharField(max_length=150, blank=True, help_text="As what they signed; the public reads it")
    signed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)


class Evaluation(models.Model):
    """What a study found that spending on an outcome changed; a unit cost is shown on no other ground.

    `effect` is the change in the measure that is put down to the spending, with its interval, in the
    measure's unit; `cost` what was spent for it.
    """

    ref = models.SlugField(unique=True, max_length=100)
    title = models.CharField(max_length=300)
    plan = models.CharField(max_length=100)
    item = models.CharField(max_length=100)
    measure = models.CharField(max_length=200)
    design = models.CharField(max_length=300)
    registered_on = models.DateField(help_text="When the design was written down, before the data were seen")
    data_on = models.DateField(help_text="When the data were first seen")
    effect = models.DecimalField(max_digits=24, decimal_places=6)
    lower = models.DecimalField(max_digits=24, decimal_places=6)
    upper = models.DecimalField(max_digits=24, decimal_places=6)
    cost = PoundsField()
    unit = models.CharField(max_length=100, help_text="One of what: one fewer re-admission")
    quality = models.CharField(max_length=20, help_text="high, medium or low")
    source = models.CharField(max_length=300)

    class Meta:
        ordering: ClassVar = ["plan", "item", "ref"]


class PublishedSum(models.Model):
    """A sum of money as a paper published it, or a range; nothing is worked out from it."""

    ref = models.SlugField(unique=True, max_length=100)
    title = models.CharField(max_length=300)
    kind = models.CharField(max_length=20, help_text="budget, gap, saving, pressure, tax, grant or spending")
    lower = PoundsField()
    upper = PoundsField(help_text="The same as lower where it is one sum")
    qualifier = models.CharField(max_length=20, blank=True, help_text="about, under, over or empty")
    period = models.CharField(max_length=60, help_text="In words or as a financial year")
    paper = models.CharField(max_length=300)
    place = models.CharField(max_length=200, blank=True, help_text="Where in the paper")
    note = models.TextField(blank=True)
    plan = models.CharField(max_length=100, blank=True)
    item = models.CharField(max_length=100, blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["position", "id"]


class UploadedBook(models.Model):
    """A budget book as it was handed over, kept between its rehearsal and the officer's word."""

    who = models.ForeignKey("people.User", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    content = models.BinaryField()
    into = models.CharField(
        max_length=100, blank=True, help_text="The draft that it replaces; empty: a new one"
    )
    rehearsed = models.JSONField(default=dict, help_text="What it would do, as found when it was handed over")
    at = models.DateTimeField(auto_now_add=True)


class UploadedMonitoring(models.Model):
    """A file of a month's figures as handed over, kept between its rehearsal and the officer's word."""

    who = models.ForeignKey("people.User", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    content = models.BinaryField()
    year = models.PositiveIntegerField()
    month = models.PositiveSmallIntegerField()
    at = models.DateTimeField(auto_now_add=True)
