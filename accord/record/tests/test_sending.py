"""What was sent is remembered for some days."""

from datetime import timedelta

import pytest
from django.test import RequestFactory

from accord.kit import clock
from accord.people.models import Person
from accord.record import sending
from accord.record.models import Sent

pytestmark = pytest.mark.django_db


def test_what_was_sent_long_ago_is_forgotten_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    person = Person.objects.create(email="sender@example.org")
    for key, days in (("old", 9), ("older", 8), ("young", 6)):
        Sent.objects.create(person=person, key=key, went_to="my/", at=clock.now() - timedelta(days=days))
    for turn, left in ((1, 4), (0, 3)):
        request = RequestFactory().post("/en/my/", {"once": f"{turn}" * 32})
        request.user = person
        monkeypatch.setattr(sending.secrets, "randbelow", lambda most, turn=turn: turn)
        sending.remember(request, "my/")
        assert Sent.objects.count() == left
    assert set(Sent.objects.values_list("key", flat=True)) & {"old", "older", "young"} == {"young"}
