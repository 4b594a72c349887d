"""A hidden practice or offer is in no list, file, tree or page; a masked one is written anew everywhere."""

import json
from datetime import date
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import CharField, TextField
from django.test import Client

from accord.kit import clock
from accord.learning import actions as learning
from accord.learning.exchange_states import exchange_step_named
from accord.learning.models import Exchange, Practice, Question, Review, Revision
from accord.learning.moderating import BESIDE, MODELS, OWN
from accord.learning.practice_states import practice_step_named
from accord.learning.tests.makers import PLAN, World, client_of
from accord.learning.tests.test_exchanges import step
from accord.moderation import actions
from accord.moderation.access import author_of, judges
from accord.moderation.actions.decisions import Told
from accord.moderation.models import Case, Decision
from accord.people.models import Person
from accord.record.actions import seal
from accord.record.actions.events import problems
from accord.record.models import Card, Event, Link

pytestmark = pytest.mark.django_db
LISTS = (
    "practices/?world=demo", "practices.json?world=demo", "practices.csv?world=demo", "practices/travel/?world=demo",
    "practices/travel.csv?world=demo", "offers/?world=demo", "offers.json?world=demo", "offers.csv?world=demo",
    "search.json?q=okapi&world=demo", "countries/XAC/learn.json?problem=bullying", "countries/XAA.json", "start/", "learn/",
)  # fmt: skip


def decided(card: Card, act: str, ground: str, by: Any, **more: Any) -> Decision:
    case, _ = Case.objects.get_or_create(card=card, part="")
    return actions.decide(case, Told(act, ground, "Because.", **more), by=by)


def places(words: str, *more: str) -> list[str]:
    client = Client()
    return [path for path in (*LISTS, *more) if words in client.get(f"/en/{path}").content.decode()]


def test_a_hidden_practice_is_in_no_list_and_comes_back(world: World) -> None:
    practice = world.checked(title="Okapi evenings")
    adoption = world.adopt(practice, world.second, date(2025, 1, 1))
    need = world.offer("need", world.third, title="Okapi wanted")
    pages = (f"{adoption.url}", f"{adoption.url.rstrip('/')}.json", f"verify/practices/{practice.ref}/")
    before = places("Okapi", *pages)
    assert len(before) >= 8, before
    cards = [Card.objects.get(ref=ref) for ref in (f"practices/{practice.ref}", f"offers/{need.ref}")]
    for card in cards:
        decided(card, "hide", "identity", world.officer)
    assert places("Okapi", *pages) == []
    assert Client().get(f"/en/{practice.url}").status_code == 410
    for card in cards:
        decided(card, "restore", "mistaken", world.officer)
    assert places("Okapi", *pages) == before


def test_words_of_a_practice_are_masked_and_nothing_looks_forged(world: World, client: Client) -> None:
    practice = world.checked(problem="Ask *Okapi* there.", title="Okapi evenings")
    card = Card.objects.get(ref=f"practices/{practice.ref}")
    decided(card, "mask", "personal", world.officer, words=("Okapi",))
    row = Practice.objects.get(pk=practice.pk)
    assert (row.title, "Okapi" in str(row.drawn)) == ("[…] evenings", False)
    for path in (practice.url, f"{practice.url.rstrip('/')}.json", f"verify/{card.ref}.json"):
        assert "Okapi" not in client.get(f"/en/{path}").content.decode()
    while seal():
        pass
    assert list(problems()) == []


def test_who_looks_at_it_stands_apart_from_its_country(world: World) -> None:
    practice = world.checked()
    card = Card.objects.get(ref=f"practices/{practice.ref}")
    assert judges(world.officer.person, card)
    world.hat("assessor", "XAA", person=world.officer.person)
    assert not judges(Person.objects.get(pk=world.officer.person_id), card)


MADE = ("ref", "language", "answer_language", "currency")
SAID = "Ask Okapi Ferry."


def card_of(thing: Any) -> Card:
    return Card.objects.get(url=thing.url)


def saying(*things: Any) -> set[str]:
    """Where the words stand: pages, data, lists, files, search and what is confirmed of a thing."""
    stems = [thing.url.rstrip("/") for thing in things]
    return set(places("Okapi", *(f"{stem}{end}" for stem in stems for end in ("/", ".json")), *(
        f"verify/{stem}{end}" for stem in stems for end in ("/", ".json"))))  # fmt: skip


def masked_and_restored(world: World, *things: Any, lasting: bool = False) -> None:
    """Gone from everywhere, and the journal sound; then back, the journal apart. `lasting`: it stood in old acts alone."""
    before = saying(*things)
    assert before >= {f"{thing.url}" for thing in things}, before
    for thing in things:
        decided(card_of(thing), "mask", "personal", world.officer, words=("okapi",))
    assert saying(*things) == set()
    assert not Link.objects.filter(note__contains="kapi").exists()
    assert "kapi" not in json.dumps(list(Event.objects.values_list("body", flat=True)), ensure_ascii=False)
    sound()
    for thing in things:
        decided(card_of(thing), "restore", "mistaken", world.officer)
    assert saying(*things) == (set() if lasting else before)
    sound()


def sound() -> None:
    while seal():
        pass
    assert list(problems()) == []


def updated(world: World) -> Practice:
    practice = world.checked()
    learning.tell_update(practice, text=SAID, language="en", by=world.owner)
    return practice


def proved(world: World) -> Practice:
    practice, other = world.checked(), world.checked()
    told = {"title": "Study", "card": card_of(other), "stance": "for", "note": SAID}
    learning.add_evidence(practice, told, by=world.owner)
    assert Link.objects.filter(card=card_of(practice), note=SAID).exists()
    return practice


def linked(world: World) -> Practice:
    practice = world.checked()
    told = {"title": SAID, "url": "https://study.example/Okapi", "stance": "mixed", "note": "By lot."}
    learning.add_evidence(practice, told, by=world.owner)
    return practice


def reviewed(world: World) -> Practice:
    practice = world.checked()
    world.review(practice, world.peer, gaps=SAID)
    world.review(practice, world.other_peer, reasons=SAID, strengths=SAID)
    return practice


def rated(world: World) -> Practice:
    practice = world.reviewed()
    learning.rate_practice(practice, grade="promising", reasons=SAID, language="en", by=world.officer)
    return practice


def withdrawn(world: World) -> Practice:
    practice = world.checked()
    found = practice_step_named("withdraw")
    assert found is not None
    return learning.take_practice_step(practice, found, by=world.owner, reason=SAID)


def adopted(world: World) -> Any:
    made = world.adopt(world.checked(), world.second, date(2025, 1, 1), kind="adapts", changed=SAID, results=SAID)
    given = {"title": "Ours", "kind": "adapts", "changed": "Less.", "stage": "pilot", "decided_on": date(2025, 1, 1)}
    return learning.change_adoption(made, given, version=1, by=world.second, reason=SAID)


def closed(world: World) -> Any:
    return learning.close_offer(world.offer("need", world.third, text=SAID), by=world.third, reason=SAID)


def exchanged(world: World) -> Exchange:
    offer = world.offer("offer", world.owner)
    made = learning.propose_exchange(offer, PLAN | {"plan": SAID}, by=world.second)
    made = step(step(made, "agree", world.owner), "held", world.second)
    for months, by in ((0, world.owner), (0, world.second), (6, world.owner), (12, world.second)):
        said = {"text": f"{months}: {SAID}", "used": SAID, "language": "en"}
        learning.note_exchange(made, months=months, **said, by=by)
    return made


def called_off(world: World) -> Exchange:
    made = step(learning.propose_exchange(world.offer("offer", world.owner), PLAN, by=world.second), "agree", world.owner)
    found = exchange_step_named("call-off")
    assert found is not None
    return learning.take_exchange_step(made, found, by=world.owner, version=made.version, reason=SAID)


MAKERS = (updated, proved, linked, reviewed, rated, withdrawn, adopted, closed, exchanged, called_off)


@pytest.mark.parametrize("make", MAKERS, ids=lambda one: one.__name__)
def test_words_are_masked_wherever_somebody_typed_them_and_come_back(world: World, make: Any) -> None:
    masked_and_restored(world, make(world))
    assert not Link.objects.filter(note__contains="[…]").exists()


def test_an_exchange_has_the_masked_title_of_its_offer(world: World) -> None:
    offer = world.offer("offer", world.owner, title=SAID)
    made = step(learning.propose_exchange(offer, PLAN, by=world.second), "agree", world.owner)
    assert "kapi" in str(card_of(made).title)
    decided(card_of(offer), "mask", "personal", world.officer, words=("okapi",))
    assert (saying(offer, made), card_of(made).title) == (set(), {"en": "Ask […] Ferry."})
    decided(card_of(offer), "restore", "mistaken", world.officer)
    assert card_of(made).title == {"en": SAID}


def test_what_was_taken_out_since_is_masked_in_earlier_wordings_and_history(world: World) -> None:
    practice = world.checked()
    told = {"title": SAID, "url": "https://study.example/1", "stance": "for", "note": "By lot."}
    learning.remove_evidence(learning.add_evidence(practice, told, by=world.owner), by=world.owner, reason="Gone.")
    masked_and_restored(world, practice, lasting=True)
    offer = world.offer("offer", world.owner, text=SAID)
    given = {"title": "offer", "kind": "mentor", "text": "Calls.", "languages": ["en"], "language": "en"}
    masked_and_restored(world, learning.change_offer(offer, given, version=1, by=world.owner, reason="Shorter."))


def test_a_mask_beside_the_wording_leaves_ratings_and_the_work_of_peers_as_they_are(world: World) -> None:
    practice = rated(world)
    learning.tell_update(practice, text="Okapi", language="en", by=world.owner)
    decided(card_of(practice), "mask", "personal", world.officer, words=("Okapi",))
    [line] = Client().get(f"/en/{practice.url.rstrip('/')}.json").json()["ratings"]
    assert (line["reasons"], line["stands"]) == ("Ask […] Ferry.", True)


def test_what_officers_do_not_read_is_masked_along_and_told_to_nobody(world: World) -> None:
    """Questions, and reviews before both peers have finished: a mask tells of no word that stands there."""
    practice = updated(world)
    asked = learning.ask_owner(practice, text=f"{SAID} Bongo.", language="en", by=world.second)
    learning.answer_question(asked, text=SAID, language="en", by=world.owner)
    review = world.review(practice, world.peer, gaps=f"{SAID} Bongo.")
    card = card_of(practice)
    with pytest.raises(ValidationError, match="does not stand there"):
        decided(card, "mask", "personal", world.officer, words=("Bongo",))
    made = decided(card, "mask", "personal", world.officer, words=("okapi ferry",))
    path = f"/en/{practice.url}questions/{asked.pk}/"
    assert "kapi" not in client_of(world.second).get(path).content.decode()
    assert Review.objects.get(pk=review.pk).gaps == "Ask […]. Bongo."
    case = client_of(world.officer).get(f"/en/{made.case.url}").content.decode()
    assert (SAID in case, "Bongo" in case) == (True, False)
    [told] = Event.objects.filter(verb="wording_masked").values_list("body__after__fields", flat=True)
    assert [name.partition("/")[0] for name in told] == ["updates"]
    decided(card, "restore", "mistaken", world.officer)
    assert Review.objects.get(pk=review.pk).gaps == f"{SAID} Bongo."
    assert (Question.objects.get().text, Question.objects.get().answer) == (f"{SAID} Bongo.", SAID)


def test_what_was_written_since_stays_and_no_gap_is_longer_than_its_field(world: World) -> None:
    offer = world.offer("offer", world.owner, title="a" * 160, text=SAID)
    decided(card_of(offer), "mask", "personal", world.officer, words=("a",))
    offer.refresh_from_db()
    assert len(offer.title) == 160
    given = {"title": "New", "kind": "mentor", "text": offer.text, "languages": ["en"], "language": "en"}
    learning.change_offer(offer, given, version=offer.version, by=world.owner, reason="Anew.")
    decided(card_of(offer), "restore", "mistaken", world.officer)
    offer.refresh_from_db()
    assert (offer.title, offer.text) == ("New", SAID)


def test_the_side_whose_plan_it_is_hears_of_a_mask_and_appeals(world: World) -> None:
    made = exchanged(world)
    decision = decided(card_of(made), "mask", "personal", world.officer, words=("Okapi",))
    assert (decision.author, decision.hat) == (world.second.person, world.second)
    assert decision.appeal_until is not None
    assert decision.appeal_until > clock.today()
    assert author_of(card_of(made))[0] == world.second.person  # the act that said so is erased
    assert client_of(world.second).get(f"/en/moderation/notices/{decision.pk}/").status_code == 200


def test_every_text_that_somebody_types_can_be_masked() -> None:
    """Codes and addresses that the site makes are no words of anybody; a revision keeps a whole wording."""
    covered = {(model, name) for model in set(MODELS.values()) for name in OWN}
    for model, rows in BESIDE.items():
        covered |= {(model._meta.get_field(related).related_model, name) for related, names in rows.items() for name in names}
    covered.add((Revision, "reason"))
    for model in apps.get_app_config("learning").get_models():
        typed = [f for f in model._meta.fields if isinstance(f, CharField | TextField) and not (f.choices or f.name in MADE)]
        assert {f.name for f in typed if (model, f.name) not in covered} == set(), model


def test_on_the_page_of_a_private_question_the_question_is_reported(world: World, client: Client) -> None:
    """Officers of safeguarding alone hear of it, and hide it without reading it."""
    practice, guard = world.checked(), world.hat("safeguarding")
    asked = learning.ask_owner(practice, text=SAID, language="en", by=world.second)
    learning.answer_question(asked, text="The Bongo one.", language="en", by=world.owner)
    page, form = f"{practice.url}questions/{asked.pk}/", f"/en/report-this/{practice.url}questions/{asked.pk}/"
    assert form in client_of(world.owner).get(f"/en/{page}").content.decode()
    empty = client_of(world.owner).post(form, {"ground": "child", "once": "ab" * 16})
    assert (empty.status_code, Case.objects.exists()) == (422, False)  # who decides reads nothing else
    assert "threats too" in client_of(world.owner).get(form).content.decode()
    client_of(world.owner).post(form, {"ground": "child", "text": "A name.", "once": "ab" * 16})
    case = Case.objects.get()
    assert (case.card, case.part) == (card_of(practice), f"questions/{asked.pk}")
    refused = client_of(world.owner).post(form, {"ground": "spam", "text": "A name.", "once": "ac" * 16})
    assert refused.status_code == 422  # nobody would look at it
    for hat, path in ((world.officer, f"/en/moderation/{case.pk}/"), (world.second, f"/en/moderation/{case.pk}/")):
        assert client_of(hat).get(path).status_code == 404
    html = client_of(guard).get(f"/en/moderation/{case.pk}/").content.decode()
    assert not any(words in html for words in ("Okapi", "Bongo", practice.title))
    made = actions.decide(case, Told("hide", "child", "Unsafe."), by=guard)
    assert not Event.objects.filter(verb="item_hidden", card__isnull=False).exists()
    for hat in (world.owner, world.second):
        html = client_of(hat).get(f"/en/{page}").content.decode()
        assert ("Okapi" in html, "Bongo" in html, "A child may be identified" in html) == (False, True, True)
        assert "Okapi" not in client_of(hat).get("/en/learn/mine/").content.decode()
    assert SAID in client_of(world.second).get(f"/en/moderation/notices/{made.pk}/").content.decode()
    assert client_of(world.owner).get(f"/en/moderation/notices/{made.pk}/").status_code == 404
    client_of(world.second).post(f"{form}?part=answers/{asked.pk}", {"ground": "personal", "text": "A name.", "once": "ad" * 16})
    answer = Case.objects.get(part=f"answers/{asked.pk}")
    assert author_of(answer.card, answer.part)[0] == world.owner.person
    client.post(form, {"ground": "child", "once": "ae" * 16})  # who does not read it reports what they read
    assert Case.objects.filter(part="").exists()


def test_nobody_of_either_side_judges_a_private_question(world: World) -> None:
    practice, guard = world.checked(), world.hat("safeguarding")
    asked = learning.ask_owner(practice, text=SAID, language="en", by=world.second)
    part = f"questions/{asked.pk}"
    assert judges(guard.person, card_of(practice), part, safety=True)
    assert not judges(guard.person, card_of(practice), part)
    world.hat("assessor", "XAB", person=guard.person)
    assert not judges(Person.objects.get(pk=guard.person_id), card_of(practice), part, safety=True)


def test_a_proposed_exchange_is_reported_as_itself_and_read_by_no_officer(world: World) -> None:
    made = learning.propose_exchange(world.offer("offer", world.owner), PLAN | {"plan": SAID}, by=world.second)
    form, guard = f"/en/report-this/{made.url}plan/", world.hat("safeguarding")
    assert client_of(world.owner).post(form, {"ground": "spam", "text": "It.", "once": "ab" * 16}).status_code == 422
    client_of(world.owner).post(form, {"ground": "illegal", "text": "It.", "once": "ab" * 16})
    case = Case.objects.get()
    assert (case.card, case.part) == (card_of(made), "")
    assert client_of(world.officer).get(f"/en/moderation/{case.pk}/").status_code == 404
    assert SAID not in client_of(guard).get(f"/en/moderation/{case.pk}/").content.decode()
