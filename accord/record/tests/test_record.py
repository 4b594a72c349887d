"""Who sees what, what is told for ever, and what is found."""

import io
import struct
import zlib
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from accord.people.models import Area, Capacity, Organisation, Person
from accord.record import actions
from accord.record.access import access_card
from accord.record.actions.events import problems
from accord.record.models import Card, Event, Relation
from accord.record.reads import linked_cards
from accord.record.relations import relation_words
from accord.record.search.reads import search

pytestmark = pytest.mark.django_db
AUDIENCES = ("public", "members", "officers", "country:XAA", "org:aid", "people:two")


def card(ref: str, code: str = "public", **more: Any) -> Card:
    given = {"kind": "thing", "title": {"en": f"Card {ref}"}, "world": "demo"} | more
    return actions.publish_card(
        actions.CardText(ref=ref, url=f"things/{ref}/", audience=actions.audience(code, given["world"]), **given)
    )


@pytest.fixture
def cast() -> dict[str, Person]:
    home, far = (Area.objects.create(code=c, iso3=c, kind="demo", world="demo", names={"en": c}) for c in ("XAA", "XAB"))
    aid = Organisation.objects.create(slug="aid", kind="cso", names={"en": "Aid"}, world="demo")
    people = {
        name: Person.objects.create_user(f"{name}@demo.example", None, world="demo")
        for name in ("focal", "other", "cso", "assessor", "ended", "stranger", "officer")
    }

    def hat(name: str, role: str, state: str = "active", **of: Any) -> None:
        Capacity.objects.create(person=people[name], role=role, state=state, starts_on="2020-01-01", **of)

    hat("focal", "focal_point", area=home)
    hat("other", "focal_point", area=far)
    hat("cso", "org_member", organisation=aid)
    hat("assessor", "assessor", area=home)
    hat("ended", "focal_point", state="ended", area=home)
    hat("officer", "secretariat")
    people["of_real"] = Person.objects.create_user("officer@org.example", None)
    Capacity.objects.create(person=people["of_real"], role="secretariat", state="active", starts_on="2020-01-01")
    actions.add_to_audience(actions.audience("people:two", "demo"), person=people["stranger"])
    return people


SEES = {
    "focal": {"public", "members", "country:XAA"},
    "other": {"public", "members"},
    "cso": {"public", "members", "org:aid"},
    "assessor": {"public", "members"},
    "ended": {"public"},
    "stranger": {"public", "people:two"},
    "officer": {"public", "members", "officers"},
    "of_real": {"public"},
}


@pytest.mark.parametrize("who", SEES)
def test_each_reader_sees_exactly_their_audiences(cast: dict[str, Person], who: str) -> None:
    for code in AUDIENCES:
        card(code, code)
    assert set(Card.objects.visible_to(cast[who]).values_list("ref", flat=True)) == SEES[who]
    found = search(cast[who], "card")
    assert {hit.ref for hit in found.hits} == SEES[who]
    assert found.total == len(SEES[who]) == sum(f.count for f in found.facets["kind"])


def test_absent_and_forbidden_are_the_same(cast: dict[str, Person]) -> None:
    from django.http import Http404

    card("secret", "country:XAA")
    for ref in ("secret", "nothing"):
        with pytest.raises(Http404):
            access_card(cast["other"], ref)
    assert access_card(cast["focal"], "secret").ref == "secret"


def test_a_link_shows_on_both_sides_and_only_to_who_may_see(cast: dict[str, Person]) -> None:
    here, there = card("here"), card("there", "country:XAA")
    actions.link(here, "responds_to", there)
    assert [x.ref for x in linked_cards(here, cast["focal"])] == ["there"]
    assert linked_cards(here, cast["other"]) == []
    assert linked_cards(there, cast["focal"])[0].here_to_there is False
    assert linked_cards(here, cast["focal"])[0].relation_words == "Responds to"
    assert linked_cards(there, cast["focal"])[0].relation_words == "Answered by"


def test_each_relation_reads_in_the_direction_of_the_page() -> None:
    both = {r.value: [relation_words(r, here_to_there=way) for way in (True, False)] for r in Relation}
    assert {r for r, (there, back) in both.items() if there == back} == {"same_as", "overlaps"}


def test_links_stay_in_the_vocabulary_and_in_their_world() -> None:
    made_up, real = card("a"), card("b", world="real")
    with pytest.raises(ValueError, match="not a relation"):
        actions.link(made_up, "likes", made_up)
    with pytest.raises(ValueError, match="demonstration"):
        actions.link(made_up, "about", real)


def test_a_withdrawn_card_is_out_of_sight_and_search(cast: dict[str, Person]) -> None:
    actions.withdraw_card(card("gone"))
    assert not Card.objects.visible_to(cast["focal"]).exists()
    assert search(cast["focal"], "gone").hits == []


def sealed_events(count: int = 4) -> list[Event]:
    about = card("told")
    for number in range(count):
        actions.append("noted", about, after={"number": number})
    assert actions.seal() == count
    return list(Event.objects.order_by("position"))


def test_positions_are_gapless_and_all_stands() -> None:
    assert [e.position for e in sealed_events()] == [1, 2, 3, 4]
    assert problems() == []


def test_an_altered_event_is_found() -> None:
    event = sealed_events()[1]
    event.body["after"] = {"number": 99}
    event.save()
    assert problems() == [{"position": 2, "ref": "told", "what": "altered"}]


def test_a_changed_column_is_found_too() -> None:
    Event.objects.filter(position=3).update(verb="x") if sealed_events() else None
    assert [p["what"] for p in problems()] == ["altered"]


@pytest.mark.parametrize("position", [2, 4])
def test_a_removed_event_is_found(position: int) -> None:
    sealed_events()
    Event.objects.filter(position=position).delete()
    assert problems() == [{"position": position, "ref": "", "what": "removed"}]


def test_an_added_event_is_found() -> None:
    event = sealed_events()[3]
    event.pk, event.position = None, 5
    event.save(force_insert=True)
    assert problems() == [{"position": 5, "ref": "", "what": "added"}]


def test_a_redacted_event_is_no_fault_but_is_told(cast: dict[str, Person]) -> None:
    event = sealed_events()[0]
    by = cast["focal"].capacities.get()
    actions.redact(event, by=by, ground="names a person")
    assert problems() == []
    event.refresh_from_db()
    assert (event.body, event.salt, event.redacted) == (None, "", True)
    assert Event.objects.filter(verb="redacted").exists()


def test_a_draft_is_kept_and_never_overwritten_in_silence(cast: dict[str, Person]) -> None:
    me = cast["focal"]
    first = actions.save_draft(me, "form/1", {"a": "one"})
    second = actions.save_draft(me, "form/1", {"a": "two"}, version=first.version)
    with pytest.raises(actions.Conflict) as clash:
        actions.save_draft(me, "form/1", {"a": "mine"}, version=first.version)
    assert (clash.value.theirs, clash.value.mine) == ({"a": "two"}, {"a": "mine"})
    kept = actions.take_draft(me, "form/1")
    assert kept is not None
    assert (kept.typed, kept.version) == ({"a": "two"}, second.version)


def test_drafts_without_end_push_out_the_oldest(cast: dict[str, Person], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("accord.record.actions.drafts.MOST", 2)
    for key in ("a", "b", "c"):
        actions.save_draft(cast["focal"], key, {"text": key})
    actions.save_draft(cast["other"], "a", {"text": "mine"})
    kept = [
        bool(actions.take_draft(cast[who], key)) for who, key in (("focal", "a"), ("focal", "b"), ("focal", "c"), ("other", "a"))
    ]
    assert kept == [False, True, True, True]


@pytest.mark.parametrize(
    "text",
    [
        "Write to amina@example.org",
        "Call +254 722 123 456",
        "passport no A1234567",
        "at -1.28333, 36.81667",
        "هاتف ٠٧١٢٣٤٥٦٧٨",
        "身份证号 110101199003078515",
        "Write to amina&#64;example.org",
        r"Write to amina\@example.org",
        "Write to amina@**example**.org",
        "Call +254 722 `123` 456",
        "[here](mailto:amina%40example.org)",
    ],
)
def test_the_gate_refuses_what_could_identify_someone(text: str) -> None:
    with pytest.raises(ValidationError):
        actions.accept_text(text)


@pytest.mark.parametrize(
    "text", ["A/HRC/43/15, paragraph 6.12", "From 2015 to 2021: 1,234,567 children", "12.5 % in 2019", "US$ 125 000 000"]
)
def test_the_gate_lets_ordinary_figures_pass(text: str) -> None:
    assert actions.accept_text(text) == text


def test_a_picture_loses_what_is_hidden_in_it() -> None:
    exif = Image.Exif()
    exif[0x010E] = "a secret place"
    raw = io.BytesIO()
    Image.new("RGB", (8, 8)).save(raw, "JPEG", exif=exif)
    clean = actions.accept_file(SimpleUploadedFile("p.jpg", raw.getvalue()))
    assert b"secret" in raw.getvalue()
    assert b"secret" not in clean
    with pytest.raises(ValidationError):
        actions.accept_file(SimpleUploadedFile("p.jpg", b"\xff\xd8\xff not a picture"))
    with pytest.raises(ValidationError):
        actions.accept_file(SimpleUploadedFile("p.svg", b"<svg onload='x()'/>"))


@pytest.mark.parametrize("held", [1, 3, 6, 8, 99])
def test_a_picture_stands_as_its_telephone_was_held(held: int) -> None:
    """What says how it was held goes with all else: the picture itself is turned."""
    exif, raw, turned = Image.Exif(), io.BytesIO(), {6: "right", 3: "below", 8: "left"}.get(held, "above")
    exif[0x0112] = held
    seen = Image.new("RGB", (90, 60), "teal")
    seen.paste("red", (0, 0, 90, 20))  # the upper edge, as the camera has it
    seen.save(raw, "JPEG", exif=exif, quality=95)
    with Image.open(io.BytesIO(actions.accept_file(SimpleUploadedFile("p.jpg", raw.getvalue())))) as made:
        wide, high = made.size
        edges = {"above": (wide // 2, 4), "below": (wide // 2, high - 5), "left": (4, high // 2), "right": (wide - 5, high // 2)}
        assert (wide, high) == ((60, 90) if held in (6, 8) else (90, 60))
        assert [edge for edge, at in edges.items() if made.getpixel(at)[0] > 200] == [turned]  # type: ignore[index]
        assert not dict(made.getexif())


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_what_is_transparent_comes_out_white(mode: str) -> None:
    raw = io.BytesIO()
    Image.new("RGBA", (8, 8), (0, 0, 0, 0)).convert(mode).save(raw, "PNG", **({"transparency": 0} if mode == "P" else {}))
    with Image.open(io.BytesIO(actions.accept_file(SimpleUploadedFile("p.png", raw.getvalue())))) as made:
        assert made.getpixel((4, 4)) == (255, 255, 255)


def _png(width: int, height: int, chunk: bytes, words: bytes) -> bytes:
    """Of no points, with one chunk more."""
    size = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    chunks = [(b"IHDR", size), (chunk, words), (b"IDAT", zlib.compress(b"")), (b"IEND", b"")]
    told = (struct.pack(">I", len(d)) + name + d + struct.pack(">I", zlib.crc32(name + d)) for name, d in chunks)
    return b"\x89PNG\r\n\x1a\n" + b"".join(told)


@pytest.mark.parametrize(
    "bad",
    [
        _png(20_000, 10_000, b"tIME", b""),  # Pillow calls it a bomb
        _png(8, 8, b"zTXt", b"c\0\0" + zlib.compress(b"a" * 3_000_000)),
        _png(8, 8, b"cHRM", b"abc"),
        b"\x89PNG\r\n\x1a\n\0\0\0\3IHDRabc" + struct.pack(">I", zlib.crc32(b"IHDRabc")),
    ],
)
def test_a_picture_made_to_break_us_is_refused_in_words(bad: bytes) -> None:
    with pytest.raises(ValidationError):
        actions.accept_file(SimpleUploadedFile("p.png", bad))


QUERIES = [
    ("education", "en"), ("educations", "en"), ("educacion", "es"), ("educación", "es"), ("éducation", "fr"),
    ("насилия", "ru"), ("насилие", "ru"), ("العنف", "ar"), ("عنف", "ar"), ("عُنْف", "ar"), ("暴力", "zh"), ("侵害", "zh"),
]  # fmt: skip


@pytest.mark.parametrize(("query", "language"), QUERIES)
def test_one_word_finds_its_record_in_six_languages(query: str, language: str, cast: dict[str, Person]) -> None:
    for code, title in {
        "en": "Education for all", "es": "Educación sin violencias", "fr": "L'éducation partout", "ru": "Насилие дома",
        "ar": "العُنف ضد الأطفال", "zh": "暴力侵害儿童行为",
    }.items():  # fmt: skip
        card(code, title={code: title}, language=code)
    found = {hit.ref for hit in search(cast["focal"], query).hits}
    assert found == ({"en", "es", "fr"} if language in ("en", "es", "fr") else {language})  # the same on both engines


@pytest.mark.parametrize("query", ['"', "*", "a OR b", "NOT", "_v1", "_kthing", "'; DROP", "(((", "x" * 10_000, "-", "a:b", "\\"])
def test_hostile_words_find_nothing_and_break_nothing(query: str, client: Client, cast: dict[str, Person]) -> None:
    card("hidden", "country:XAA")
    assert client.get("/en/search/", {"q": query}).status_code == 200
    assert search(cast["other"], query).hits == []


def test_words_asked_are_marked_and_a_card_stands_once(cast: dict[str, Person]) -> None:
    card("two", title={"en": "Kenya", "fr": "Kenya"}, summary={"en": "Schools in Kenya are safe"})
    found = search(cast["focal"], "kenya schools")
    assert len(found.hits) == 1
    assert [piece for piece, asked in found.hits[0].excerpt if asked] == ["Schools", "Kenya"]


def test_a_card_is_followed_and_left_by_a_plain_form(cast: dict[str, Person]) -> None:
    card("open"), card("secret", "country:XAB")
    client = Client()
    assert "/accounts/login/" in client.post("/en/follow/open/", {"on": "1"})["Location"]
    client.force_login(cast["focal"], backend="allauth.account.auth_backends.AuthenticationBackend")
    assert client.post("/en/follow/open/", {"on": "1"})["Location"] == "/en/things/open/"
    assert client.post("/en/follow/secret/", {"on": "1"}).status_code == 404
    assert client.get("/en/follow/open/").status_code == 405
    assert "Card open" in client.get("/en/follows/").content.decode()
    client.post("/en/follow/open/", {"list": "1"})
    assert "Card open" not in client.get("/en/follows/").content.decode()
