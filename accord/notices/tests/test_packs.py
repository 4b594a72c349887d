"""A hand-over: what moves, what the successor finds at the first sign-in, who else may read it."""

import pytest
from django.test import Client

from accord.accountability import actions
from accord.accountability.models import Commitment
from accord.accountability.tests.test_reporting import client_of
from accord.directory.actions import end_capacity
from accord.notices.models import Pack
from accord.notices.reads import my_lines
from accord.notices.tests.conftest import Owing
from accord.people.models import Capacity, Person
from accord.record.actions import save_draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def new(stage: Owing) -> Capacity:
    """A new focal point, of whom the one who leaves makes the successor."""
    person = Person.objects.create_user("successor@demo.example", None, name="Successor", world="demo")
    return Capacity.objects.create(person=person, role="focal_point", area=stage.home, state="active", starts_on=stage.today)


def handed_over(stage: Owing, new: Capacity, note: str = "Call the registry first.") -> Pack:
    Commitment.objects.filter(pk=stage.commitment.pk).update(contact=stage.focal)
    save_draft(stage.focal.person, "report/XAA-c1@en", {"summary": ["Half done"]})
    given = {"successor": str(new.pk), "reason": "A new post.", "note": note}
    assert client_of(stage.focal).post(f"/en/directory/people/{stage.focal.pk}/end/", given).status_code == 302
    return Pack.objects.get()


def test_everything_goes_to_the_successor_with_a_pack(stage: Owing, new: Capacity) -> None:
    owed = [line.key for line in my_lines(Person.objects.get(pk=stage.focal.person_id))]
    pack = handed_over(stage, new)
    assert pack.moved == {"contacts": ["commitments/XAA-c1"], "drafts": ["report/XAA-c1@en"]}
    assert my_lines(Person.objects.get(pk=stage.focal.person_id)) == []
    assert [line.key for line in my_lines(Person.objects.get(pk=new.person_id))] == owed
    text = client_of(new).get(f"/en/owed/packs/{pack.pk}/").content.decode()
    for said in ("Call the registry first.", "Tell how far a milestone is", "You are now asked about:", "report/XAA-c1",
                 "Commitment published", "Validator", "Whom to ask", "What stands where"):  # fmt: skip
        assert said in text, said
    assert "Commitment drafted" not in text  # only what was decided


def test_it_is_found_at_the_first_sign_in_until_it_is_read(stage: Owing, new: Capacity) -> None:
    pack = handed_over(stage, new)
    client = client_of(new)
    link = f'href="/en/owed/packs/{pack.pk}/"'
    for page in ("/en/my/", "/en/owed/"):
        assert link in client.get(page).content.decode()
    assert client.get(f"/en/owed/packs/{pack.pk}/").status_code == 200
    assert link in client.get("/en/my/").content.decode()  # opening it is not reading it
    assert client.post(f"/en/owed/packs/{pack.pk}/read/", {}).status_code == 302
    for page in ("/en/my/", "/en/owed/"):
        assert link not in client.get(page).content.decode()
    assert client.get(f"/en/owed/packs/{pack.pk}/").status_code == 200
    assert client.get(f"/en/owed/packs/{pack.pk}.json").json()["note"] == "Call the registry first."


def test_nobody_else_reads_a_pack(stage: Owing, new: Capacity) -> None:
    pack = handed_over(stage, new)
    for url in (f"/en/owed/packs/{pack.pk}/", f"/en/owed/packs/{pack.pk}.json", f"/en/owed/packs/{pack.pk}/read/"):
        for hat in (stage.focal, stage.validator, stage.secretariat, stage.stranger, stage.alternate):
            assert client_of(hat).get(url).status_code == 404, hat
        assert Client().get(url).status_code == 302
    Capacity.objects.filter(pk=new.pk).update(state="ended")
    assert client_of(new).get(f"/en/owed/packs/{pack.pk}/").status_code == 404  # nor its successor, once that is over


def test_a_pack_tells_only_what_its_reader_may_see(stage: Owing, new: Capacity) -> None:
    """Who takes over with a lesser capacity is told what somebody else must do, and nothing sealed."""
    made = stage.sent(True)
    end_capacity(stage.focal, by=stage.focal, reason="Away.", successor=stage.contributor)
    pack = Pack.objects.get()
    text = client_of(stage.contributor).get(f"/en/owed/packs/{pack.pk}/").content.decode()
    assert "Write the report" in text
    assert "2 of these" not in text
    assert "1 of these is not in your capacity" in text  # the milestone is a focal point's to tell
    assert made.ref not in text
    assert "hadow report" not in text


def test_without_a_successor_there_is_no_pack_and_the_duty_is_the_next_ones(stage: Owing) -> None:
    end_capacity(stage.focal, by=stage.focal, reason="Away.")
    assert not Pack.objects.exists()
    assert "Tell how far a milestone is" in [line.what for line in my_lines(Person.objects.get(pk=stage.alternate.person_id))]


def test_the_last_decisions_come_first(stage: Owing, new: Capacity) -> None:
    for n in range(4):
        made = actions.draft_commitment({"title": f"Promise {n}", "text": "t"}, by=stage.focal)
        actions.publish_commitment(made, by=stage.focal)
    pack = handed_over(stage, new)
    told = client_of(new).get(f"/en/owed/packs/{pack.pk}.json").json()["decisions"]
    published = [d["title"]["en"] for d in told if d["words"] == "Commitment published"]
    assert published[:3] == ["Promise 3", "Promise 2", "Promise 1"]
    assert all(d["at"] for d in told)
