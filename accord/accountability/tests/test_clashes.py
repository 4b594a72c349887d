"""Two people press at once: what went on meanwhile is told, nothing is written over, nothing breaks."""

import re

import pytest
from django.test import Client

from accord.accountability import actions
from accord.accountability.models import Commitment, Entry, Report, Revision
from accord.accountability.tests.test_reporting import Stage, client_of, shown
from accord.record.actions import Conflict

pytestmark = pytest.mark.django_db
WORDS = {"title": "A law", "text": "Another law.", "form": "legal", "level": "national", "language": "en", "version": "1"}


@pytest.fixture
def focal(stage: Stage) -> Client:
    return client_of(stage.focal)


def test_two_people_of_one_country_write_the_same_and_neither_text_is_lost(stage: Stage, focal: Client) -> None:
    """The summary and what is told of a commitment: the later one gets both, and saves when both were seen."""
    other, tell = client_of(stage.contributor), f"{stage.url}tell/{stage.commitment.ref}/"
    forms = {
        f"{stage.url}summary/": {"language": "en", "version": "1"},
        tell: {"completion": "limited", "evidence": "", "version": "0"},
    }
    for url, given in forms.items():
        field = "summary" if "summary" in url else "rationale"
        for client in (focal, other):
            assert client.get(url).status_code == 200
        assert focal.post(url, given | {field: "The first one's."}).status_code == 302
        clash = other.post(url, given | {field: "The second one's."})
        html = clash.content.decode()
        assert clash.status_code == 409
        assert "The first one&#x27;s." in html
        assert "The second one&#x27;s." in html
        stands = Report.objects.get().summary if field == "summary" else Entry.objects.get().rationale
        assert stands == "The first one's."
        seen = re.search(r'name="version" value="(\d+)"', html)
        assert seen
        assert other.post(url, given | {field: "Of both.", "version": seen[1]}).status_code == 302
    assert (Report.objects.get().summary, Entry.objects.get().rationale) == ("Of both.", "Of both.")


def test_publishing_what_was_published_meanwhile(stage: Stage, focal: Client) -> None:
    draft = actions.draft_commitment({"title": "T", "text": "Text."}, by=stage.focal)
    read = {"shown": shown(focal, f"/en/{draft.url}publish/")}
    assert focal.post(f"/en/{draft.url}publish/", read).status_code == 302
    answer = focal.post(f"/en/{draft.url}publish/", {})
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Where it stands now" in html
    assert "Published" in html
    with pytest.raises(Conflict):
        actions.publish_commitment(draft, by=stage.focal)


def test_withdrawing_what_was_closed_meanwhile(stage: Stage, focal: Client) -> None:
    url = f"/en/{stage.commitment.url}"
    assert focal.post(f"{url}close/", {"reason": "Done."}).status_code == 302
    answer = focal.post(f"{url}withdraw/", {"reason": "No money."})
    assert answer.status_code == 409
    assert "Closed" in answer.content.decode()
    assert "No money." in answer.content.decode()
    assert Commitment.objects.get().state == "closed"
    assert focal.get(f"{url}withdraw/").status_code == 404


def test_a_withdrawn_commitment_is_not_edited_by_a_form_that_was_open(stage: Stage, focal: Client) -> None:
    actions.withdraw_commitment(stage.commitment, by=stage.focal, reason="No money.")
    answer = focal.post(f"/en/{stage.commitment.url}edit/", WORDS | {"reason": "Clearer."})
    assert answer.status_code == 409
    found = Commitment.objects.get()
    assert (found.state, found.text, found.version) == ("withdrawn", "A law will be made.", 1)
    with pytest.raises(Conflict):
        actions.edit_commitment(stage.commitment, {"text": "x"}, version=1, by=stage.focal, reason="Clearer.")


def test_an_edit_of_a_draft_does_not_revise_what_was_published_meanwhile(stage: Stage) -> None:
    """The form asked for no reason; a revision needs one."""
    with pytest.raises(Conflict):
        actions.edit_commitment(stage.commitment, {"text": "x"}, version=1, by=stage.focal)
    assert not Revision.objects.exists()


def test_a_step_that_another_took_meanwhile(stage: Stage) -> None:
    stage.until("submitted")
    client = client_of(stage.secretariat)
    read = {"shown": shown(client, f"{stage.url}step/publish/")}
    assert client.post(f"{stage.url}step/publish/", read).status_code == 302
    answer = client.post(f"{stage.url}step/publish/", {})
    assert answer.status_code == 409
    assert "Published" in answer.content.decode()
    assert client_of(stage.stranger).post(f"{stage.url}step/publish/", {}).status_code == 404
