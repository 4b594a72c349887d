"""A report's words are counted while it is written: on the page of the form, after saving, and with what stands already."""

import pytest

from accord.accountability import actions
from accord.accountability.reads.words import counting
from accord.accountability.tests.test_reporting import TOLD, Stage, client_of

pytestmark = pytest.mark.django_db
LIMITS = "A report to a treaty body has at most 21,200 words, one for the Universal Periodic Review 10,700."


def test_a_form_counts_what_stands_in_it_beside_the_rest(stage: Stage) -> None:
    report = actions.write_summary(stage.report, summary="Four words of it.", language="en", version=1, by=stage.focal)
    actions.write_entry(report, stage.commitment, TOLD, version=0, by=stage.focal)
    client = client_of(stage.focal)
    html = client.get(f"{stage.url}summary/").content.decode()
    assert 'data-words="summary" data-before="1"' in html
    assert "<strong data-here>4</strong>" in html
    assert "<strong data-all>5</strong>" in html
    assert LIMITS in html
    html = client.get(f"{stage.url}tell/{stage.commitment.ref}/").content.decode()
    assert 'data-words="rationale evidence" data-before="4"' in html
    assert "<strong data-here>1</strong>" in html


def test_without_a_script_each_sending_counts(stage: Stage) -> None:
    client = client_of(stage.focal)
    refused = client.post(f"{stage.url}tell/{stage.commitment.ref}/", {"rationale": "Six words, three of them 3.5."})
    assert refused.status_code == 422
    assert "<strong data-here>6</strong>" in refused.content.decode()
    client.post(f"{stage.url}summary/", {"summary": "禁止体罚。 Two words.", "language": "en", "version": "1"})
    assert "Words of this report so far: 6." in client.get(stage.url).content.decode()
    assert client.get(stage.url.rstrip("/") + ".json").json()["words"] == 6


def test_what_is_told_of_another_commitment_stands(stage: Stage) -> None:
    other = actions.publish_commitment(
        actions.draft_commitment({"title": "Other", "text": "It."}, by=stage.focal), by=stage.focal
    )
    actions.write_entry(stage.report, other, TOLD | {"rationale": "One two three."}, version=0, by=stage.focal)
    assert counting(stage.report, "rationale", of=stage.commitment).before == 3
    assert counting(stage.report, "rationale", of=other).before == 0
