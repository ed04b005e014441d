"""Who acts, for which council, and the trail of what they did."""

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
    plan = models.SlugField(blank=True, max_length=100, help_text="The plan its home page opens with")
    accent = models.CharField(max_length=7, default="#00557f")


class User(AbstractUser):
    """A person who signs in; what they may do is in their roles."""

    @cached_property
    def roles(self) -> frozenset[str]:
        """The roles held when first asked; someone who no longer works here holds none."""
        return frozenset(held.role for held in self.roles_held.all()) if self.is_active else frozenset()


class RoleHeld(models.Model):
    """One role of one person; a person may hold several."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="roles_held")
    role = models.CharField(max_length=40)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "role"], name="a_role_is_held_once")]


class FailedSignIn(models.Model):
    """One attempt to sign in that failed, kept until it no longer counts."""

    username = models.CharField(max_length=150)
    address = models.CharField(max_length=45)
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["username", "address", "at"])]


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
