"""The public register tells counts that lead to nobody."""

import pytest
from django.test import Client

from accord.moderation.models import Decision
from accord.moderation.reads.register import counted
from accord.moderation.tests.makers import Cast


def test_small_counts_are_not_told() -> None:
    rows = [("2026-03", "spam", "hide", n < 6) for n in range(11)] + [("2026-04", "child", "hide", False)] * 4
    lines = counted(rows)
    assert [(line.month, line.reason, line.count, line.undone) for line in lines] == [
        ("2026-04", "child", None, None), ("2026-03", "spam", 11, 6),
    ]  # fmt: skip
    nearly = counted([("2026-03", "spam", "hide", n < 7) for n in range(11)])  # the four that stand could be counted from it
    assert (nearly[0].count, nearly[0].undone) == (11, None)


@pytest.mark.django_db
def test_it_names_nothing_and_is_of_one_world(cast: Cast) -> None:
    for number in range(5):
        cast.decided(cast.card(title=f"Zebra {number}"), "hide", "spam")
    page = Client().get("/en/moderation/register.json?world=demo")
    assert page.json()["lines"][0] | {"month": ""} == {
        "month": "", "reason": "spam", "reason_words": "Advertising or noise", "act": "hide", "act_words": "Hidden", "count": 5,
        "undone": 0,
    }  # fmt: skip
    assert "Zebra" not in page.content.decode()
    assert Client().get("/en/moderation/register.json").json()["lines"] == []
    Decision.objects.update(state="proposed")
    assert Client().get("/en/moderation/register.json?world=demo").json()["lines"] == []
    assert "No decision yet." in Client().get("/en/moderation/register/").content.decode()
