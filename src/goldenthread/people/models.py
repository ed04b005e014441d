"""Who acts, in which service, for which council, and the trail of what they did."""

from typing import Any, ClassVar, NoReturn

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.functional import cached_property


class Council(models.Model):
    """The body whose plans and measures an installation holds."""

    ref = models.SlugField(unique=True)
    title = models.CharField(max_length=200)
    vision = models.TextField(blank=True)
    area = models.CharField(max_length=40, help_text="The code of the area it serves, such as E10000016")
    policy = models.CharField(max_length=100, help_text="The policy its public pages judge by")
    policies_from = models.JSONField(
        default=list, blank=True, help_text="Later policies, each as [first day, ref], the earliest first"
    )
    plan = models.SlugField(blank=True, max_length=100, help_text="The plan its home page opens with")
    accent = models.CharField(max_length=7, default="#00557f")


class OwnPolicy(models.Model):
    """A policy of the council's own, kept as the YAML that was brought in; it never changes."""

    ref = models.SlugField(unique=True, max_length=100)
    text = models.TextField()
    imported_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["ref"]


class User(AbstractUser):
    """A person who signs in; what they may do is in their roles."""

    digest = models.BooleanField(
        default=True, help_text="One letter a day at most, and only where something is owed"
    )

    @cached_property
    def held(self) -> tuple["RoleHeld", ...]:
        """The roles held when first asked; someone who no longer works here holds none."""
        return tuple(self.roles_held.all()) if self.is_active else ()

    @property
    def roles(self) -> frozenset[str]:
        """The names of the roles held, over whatever they are held."""
        return frozenset(held.role for held in self.held)


class RoleHeld(models.Model):
    """One role of one person, over one thing, such as a service; without one, the whole council."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="roles_held")
    role = models.CharField(max_length=40)
    scope_kind = models.CharField(max_length=20, blank=True)
    scope_ref = models.CharField(max_length=100, blank=True)

    class Meta:
        ordering: ClassVar = ["role", "scope_kind", "scope_ref"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["user", "role", "scope_kind", "scope_ref"], name="a_role_is_held_once_over_a_scope"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["role", "scope_kind", "scope_ref"])]


class Invitation(models.Model):
    """A person asked to make an account; the letter holds the key, this row only its checksum."""

    username = models.CharField(max_length=150)
    email = models.EmailField()
    roles = models.JSONField(default=list, help_text="Each as [role, kind of scope, ref of scope]")
    key = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-made_at", "-id"]


class Committee(models.Model):
    """A committee of members that looks at portfolios."""

    ref = models.SlugField(unique=True, max_length=100)
    title = models.CharField(max_length=200)

    class Meta:
        ordering: ClassVar = ["title"]


class Portfolio(models.Model):
    """What one Cabinet Member answers for, and the committee that looks at it."""

    ref = models.SlugField(unique=True, max_length=100)
    title = models.CharField(max_length=200)
    committee = models.ForeignKey(Committee, null=True, on_delete=models.PROTECT, related_name="portfolios")

    class Meta:
        ordering: ClassVar = ["title"]


class Partner(models.Model):
    """A body that the council works with or asks: a partner, or a department of Government."""

    ref = models.SlugField(unique=True, max_length=100)
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, default="partner", help_text="partner or government")

    class Meta:
        ordering: ClassVar = ["title"]


class Service(models.Model):
    """A directorate, division or service through all its names; what it is now is its last state."""

    ref = models.SlugField(unique=True, max_length=100)


class ServiceState(models.Model):
    """What a service was called and where it stood; `ends` is the day after the last."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="states")
    title = models.CharField(max_length=200)
    kind = models.CharField(max_length=20, help_text="directorate, division or service")
    parent = models.ForeignKey(Service, null=True, on_delete=models.PROTECT, related_name="+")
    portfolio = models.ForeignKey(Portfolio, null=True, on_delete=models.PROTECT, related_name="+")
    starts = models.DateField()
    ends = models.DateField(null=True)
    why = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering: ClassVar = ["service", "starts"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["service", "starts"], name="a_service_changes_once_a_day")
        ]


class Letter(models.Model):
    """One email to one person: waiting, sent, or failed and tried again later."""

    to = models.EmailField()
    who = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=30, help_text="digest, reminder, invitation")
    day = models.DateField(help_text="The day it is of: at most one of a kind, person and day")
    subject = models.CharField(max_length=200)
    body = models.TextField()
    made_at = models.DateTimeField(auto_now_add=True)
    try_after = models.DateTimeField(db_index=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_fault = models.CharField(max_length=300, blank=True)
    sent_at = models.DateTimeField(null=True)
    given_up_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-made_at", "-id"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["to", "kind", "day"], name="one_letter_of_a_kind_a_day")
        ]


class FailedSignIn(models.Model):
    """One attempt to sign in that failed, kept until it no longer counts."""

    username = models.CharField(max_length=150)
    address = models.CharField(max_length=45)
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["username", "address", "at"])]


class UsedCode(models.Model):
    """A code of a second factor that was used, kept until it would no longer be taken: once is enough."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    code = models.CharField(max_length=64, help_text="Its checksum")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "code"], name="a_code_is_used_once")]


class ApiToken(models.Model):
    """A key with which a programme reads as one role of one person; this row holds only its checksum."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(max_length=100)
    key = models.CharField(max_length=64, unique=True, help_text="The SHA-256 checksum of the token")
    role = models.CharField(max_length=40)
    scope_kind = models.CharField(max_length=20, blank=True)
    scope_ref = models.CharField(max_length=100, blank=True)
    service = models.CharField(max_length=100, blank=True, help_text="Narrower than the role: one service")
    made_at = models.DateTimeField(auto_now_add=True)
    expires_on = models.DateField(help_text="The last day on which it is taken")
    last_used_on = models.DateField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering: ClassVar = ["-made_at", "-id"]


class PublicationHold(models.Model):
    """A stretch of days, such as a pre-election period, in which a council publishes nothing."""

    council = models.ForeignKey(Council, on_delete=models.PROTECT, related_name="holds")
    reason = models.CharField(max_length=200)
    starts = models.DateField()
    ends = models.DateField()
    exceptions = models.JSONField(default=list, help_text="The subjects that may be published all the same")
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering: ClassVar = ["-starts", "-id"]


class AppendOnly(models.QuerySet["TrailEntry"]):
    """Rows that can be added and read, never changed or removed."""

    def update(self, **kwargs: Any) -> NoReturn:
        raise TypeError("The trail is append-only.")

    def delete(self) -> NoReturn:
        raise TypeError("The trail is append-only.")


class TrailEntry(models.Model):
    """Who did what, when, to what, from which value to which."""

    at = models.DateTimeField(auto_now_add=True, db_index=True)
    who = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    act = models.CharField(max_length=60)
    subject_kind = models.CharField(max_length=40)
    subject_ref = models.CharField(max_length=300, db_index=True)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    note = models.TextField(blank=True)

    objects = AppendOnly.as_manager()

    class Meta:
        ordering: ClassVar = ["-at", "-id"]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise TypeError("The trail is append-only.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("The trail is append-only.")
