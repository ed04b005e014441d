"""Measures, what they are aimed at, and the catalogue of observations delivered."""

from typing import ClassVar

from django.db import models
from django.utils import timezone


class Source(models.Model):
    """Where observations come from, with the address a release can be fetched from."""

    ref = models.SlugField(unique=True, max_length=100)
    title = models.CharField(max_length=300)
    publisher = models.CharField(max_length=200, blank=True)
    address = models.URLField(max_length=500, blank=True)
    layout = models.CharField(max_length=30, default="plain")
    licence = models.CharField(max_length=200, blank=True)


class Measure(models.Model):
    """A measure's definition sheet and its life."""

    ref = models.CharField(unique=True, max_length=200)
    slug = models.SlugField(unique=True, max_length=200, help_text="The name it has in addresses")
    title = models.CharField(max_length=300)
    unit = models.CharField(max_length=100, blank=True)
    statistic = models.CharField(max_length=30, blank=True)
    multiplier = models.DecimalField(max_digits=18, decimal_places=6, null=True)
    polarity = models.CharField(max_length=20, blank=True, help_text="Empty: nobody declared one")
    polarity_reason = models.CharField(max_length=300, blank=True)
    decimals = models.PositiveSmallIntegerField(null=True)
    kind = models.CharField(max_length=20, blank=True)
    year_type = models.CharField(max_length=20, blank=True)
    source = models.CharField(max_length=500, blank=True)
    definition = models.TextField(blank=True)
    owner = models.CharField(max_length=200, blank=True)
    service = models.SlugField(
        max_length=100,
        blank=True,
        db_index=True,
        help_text="Who returns its figures; empty: they are imported",
    )
    returned = models.CharField(
        max_length=20, blank=True, help_text="How often a figure is owed: monthly, quarterly or yearly"
    )
    comparator = models.CharField(max_length=100, blank=True)
    tolerance = models.CharField(max_length=20, blank=True)
    headline = models.CharField(max_length=30, blank=True)
    policy = models.CharField(max_length=100, blank=True, help_text="Its own; empty: the council's")
    protection = models.CharField(
        max_length=100, blank=True, help_text="The policy on small numbers that protects it; empty: none"
    )
    life = models.CharField(
        max_length=20, default="in_use", help_text="proposed, in_use, retired or replaced"
    )
    life_reason = models.CharField(max_length=300, blank=True)
    replaced_by = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="replaces")
    gap_of = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="gaps")
    gap_from = models.CharField(max_length=200, blank=True, help_text="The group the gap is counted from")
    gap_to = models.CharField(max_length=200, blank=True, help_text="The group the gap is counted to")
    publish_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["title"]


class MeasureLink(models.Model):
    """Which plan item a measure quantifies, and why."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="links")
    plan = models.CharField(max_length=100)
    item = models.CharField(max_length=100)
    why = models.CharField(max_length=300, blank=True)
    whose_reading = models.CharField(max_length=20, default="council")
    lens = models.CharField(
        max_length=20, blank=True, help_text="How it is read there; empty goes by its kind"
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["measure", "plan", "item"], name="a_link_once")
        ]
        indexes: ClassVar = [models.Index(fields=["plan", "item"])]


class Target(models.Model):
    """A dated target, floor standard or expected range for one measure in one area.

    The numbers are kept as the text that was entered, so that nothing is rounded on the way in.
    """

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="targets")
    area = models.CharField(max_length=40)
    period = models.CharField(max_length=30)
    target = models.CharField(max_length=40, blank=True)
    floor = models.CharField(max_length=40, blank=True)
    lower = models.CharField(max_length=40, blank=True)
    upper = models.CharField(max_length=40, blank=True)
    baseline_period = models.CharField(max_length=30, blank=True)
    baseline = models.CharField(max_length=40, blank=True)
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["measure", "area", "period"], name="a_target_once")
        ]


class CompositeArea(models.Model):
    """An area that the council declares: made of others, such as Kent with Medway, or a place of its own."""

    code = models.CharField(unique=True, max_length=40)
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=30, default="composite")
    parent = models.CharField(max_length=40, blank=True, help_text="The code of the area it lies in")
    members = models.JSONField(default=list)


class Release(models.Model):
    """One delivery of observations: a segment in the store and what is known about it."""

    ref = models.CharField(unique=True, max_length=100)
    source = models.ForeignKey(Source, null=True, on_delete=models.PROTECT, related_name="releases")
    title = models.CharField(max_length=300)
    segment = models.CharField(max_length=100, db_index=True, help_text="The checksum that is its name")
    rows = models.PositiveBigIntegerField()
    measures = models.JSONField(default=list)
    areas = models.JSONField(default=list)
    layout = models.CharField(max_length=30, default="plain")
    received_at = models.DateTimeField(default=timezone.now, help_text="From when it was what was known")
    publish_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["received_at", "id"]


class Benchmark(models.Model):
    """The area that areas of one level are compared with; the level "" stands for every other level."""

    level = models.CharField(unique=True, max_length=30, blank=True)
    area = models.CharField(max_length=40)


class ComparatorModel(models.Model):
    """A published or own list of whom each area is compared with; a measure's `comparator` names it.

    The one with the lowest `place` is used for measures that name none.
    """

    name = models.CharField(unique=True, max_length=100)
    source = models.CharField(max_length=500, blank=True)
    place = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering: ClassVar = ["place", "id"]


class Neighbour(models.Model):
    """One area that another is compared with, and how near it stands: 1 is the nearest."""

    model = models.ForeignKey(ComparatorModel, on_delete=models.CASCADE, related_name="neighbours")
    area = models.CharField(max_length=40)
    neighbour = models.CharField(max_length=40)
    rank = models.PositiveSmallIntegerField()

    class Meta:
        ordering: ClassVar = ["rank"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["model", "area", "neighbour"], name="a_neighbour_once"),
            models.UniqueConstraint(fields=["model", "area", "rank"], name="a_rank_once"),
        ]


class Rebase(models.Model):
    """A decision that the limits of one series begin anew from a period, and why."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="rebases")
    area = models.CharField(max_length=40)
    group = models.CharField(max_length=200, blank=True)
    period = models.CharField(max_length=30)
    reason = models.TextField()
    decided_by = models.CharField(max_length=150, blank=True, help_text="Empty: the keeper at the machine")
    decided_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering: ClassVar = ["decided_at", "id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["measure", "area", "group", "period"], name="a_rebase_once")
        ]


class Showing(models.Model):
    """What the public sees of a protected measure from a moment on, as it was decided.

    `releases` are those that the public then sees, in the order they were received, and `key` stands for
    them. Without a policy everything was shown, because the measure was not protected yet.
    """

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="showings")
    key = models.CharField(max_length=64)
    releases = models.JSONField(default=list)
    policy = models.CharField(max_length=100, blank=True)
    since = models.DateTimeField()

    class Meta:
        ordering: ClassVar = ["since", "id"]
        indexes: ClassVar = [models.Index(fields=["measure", "key"])]


class Withheld(models.Model):
    """One row that the public is not shown, and why: `small`, `to_protect` or `kept_from_before`."""

    showing = models.ForeignKey(Showing, on_delete=models.CASCADE, related_name="withheld")
    area = models.CharField(max_length=40)
    group = models.CharField(max_length=200, blank=True)
    period = models.CharField(max_length=30)
    why = models.CharField(max_length=20)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["showing", "area", "group", "period"], name="a_row_is_withheld_once"
            )
        ]
