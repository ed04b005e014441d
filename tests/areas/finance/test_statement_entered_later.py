"""A statement of the chief finance officer that is entered some days after it was signed."""

from datetime import timedelta

import pytest
from django.utils import timezone

from goldenthread.finance.commands.robustness import sign_robustness, word_robustness
from goldenthread.finance.commands.version import begin_budget
from goldenthread.finance.models import Robustness
from goldenthread.rules.refusal import Refused
from tests.areas.finance.sample_book import sample_book


@pytest.mark.django_db
def test_it_keeps_the_day_it_was_signed_and_takes_no_day_to_come() -> None:
    ref, now = begin_budget(None, sample_book()), timezone.now()
    word_robustness(None, ref, "The estimates are robust.", "The reserves are adequate.")
    with pytest.raises(Refused, match="still to come"):
        sign_robustness(None, ref, when=now + timedelta(days=1))
    sign_robustness(None, ref, when=now - timedelta(days=9))
    assert Robustness.objects.get().signed_at == now - timedelta(days=9)
