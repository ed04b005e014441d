"""Refs made here: `risk-12`, from the number that the database gives, so that two at once never clash."""

import secrets

from goldenthread.delivery.models import Commitment, Issue, Lesson, Risk


def place(row: Commitment | Issue | Lesson | Risk, stem: str) -> None:
    """Save a new row under its own ref, or where it has none under its stem and number."""
    if row.ref:
        row.save()
        return
    row.ref = secrets.token_hex(20)
    row.save()
    numbered = f"{stem}-{row.pk}"
    taken = type(row)._default_manager.filter(ref=numbered).exists()
    row.ref = f"{numbered}-{secrets.token_hex(2)}" if taken else numbered
    row.save(update_fields=["ref"])
