"""Checkpoints: what is sealed stands under a signed root that others keep; a past written anew is found against it."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from accord.record import actions
from accord.record.actions.events import problems
from accord.record.lines import head_words, leaf_of, line_words, sign
from accord.record.log import checkpoints, note, stones, tiles
from accord.record.log.keys import own_key
from accord.record.models import Card, Checkpoint, Event, LogTile, SealedCount
from accord.record.tests.test_record import card

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(tmp_path: Path, settings: Any) -> Path:
    settings.HOME = tmp_path
    return tmp_path


@pytest.fixture
def about(home: Path) -> Card:
    """Ten lines in three sealings, with the files that each leaves."""
    made = card("told")
    for count in (4, 3, 3):
        for number in range(count):
            actions.append("noted", made, after={"number": number})
        sealed()
    return made


def sealed() -> None:
    """As the job does it: the files are written once the transaction has ended, which it never does in a test."""
    actions.seal()
    checkpoints.write_files()


def verify(*words: str) -> tuple[int, dict[str, Any]]:
    out = StringIO()
    try:
        call_command("verify", "--json", *words, stdout=out)
    except SystemExit as stop:
        return int(str(stop.code)), json.loads(out.getvalue())
    return 0, json.loads(out.getvalue())


def sealed_anew(lines: list[Event]) -> None:
    """All that whoever holds database and keys can do: positions, signatures, log, end and checkpoints, made from these lines."""
    Event.objects.exclude(pk__in=[e.pk for e in lines]).delete()
    Event.objects.update(position=None)
    leaves = []
    for at, event in enumerate(lines, 1):
        hour = f"{event.hour:%Y-%m-%dT%H}:00:00Z"
        Event.objects.filter(pk=event.pk).update(position=at, digest=event.digest, mac=sign(line_words(at, hour, event.digest)))
        leaves.append(leaf_of(at, hour, event.digest))
    LogTile.objects.all().delete()
    Checkpoint.objects.all().delete()
    tiles.extend(0, leaves)
    root = tiles.root(len(lines))
    SealedCount.objects.update(count=len(lines), root=root.hex(), mac=sign(head_words(len(lines), root.hex())))
    checkpoints.make_checkpoint(len(lines), root)


def written_over(event: Event) -> None:
    from accord.calc.canonical import digest

    event.body["after"] = {"number": 99}
    event.digest = digest(event.salt, event.body)
    event.save()


def test_each_sealing_that_sealed_leaves_a_checkpoint_and_its_file(about: Card, home: Path) -> None:
    assert list(Checkpoint.objects.order_by("size").values_list("size", flat=True)) == [4, 7, 10]
    sealed()  # nothing new
    files = sorted((home / "checkpoints").iterdir())
    assert [f.name for f in files] == ["000000000004.txt", "000000000007.txt", "000000000010.txt"]
    assert [f.stat().st_mode & 0o777 for f in (*files, home / "checkpoint-key", home / "checkpoints")] == [0o600] * 4 + [0o700]
    told = note.read(files[-1].read_text())
    assert (told.size, told.root) == (10, tiles.root(10))
    assert note.is_signed(files[-1].read_text(), own_key().key)
    assert verify() == (0, {"ok": True, "events": 10, "sealed": 10, "redacted": 0, "checkpoints": 3, "problems": []})


def test_sealing_beside_a_server_goes_on_until_that_ends(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from accord.record.management.commands import seal as command

    about, seconds = card("told"), list[float]()

    def pass_by(second: float) -> None:
        seconds.append(second)
        actions.append("noted", about)  # somebody acts each second

    monkeypatch.setattr(command.time, "sleep", pass_by)
    monkeypatch.setattr(command.os, "getppid", lambda: 1 if len(seconds) > 7 else 99)
    monkeypatch.setattr(command.connection, "close", lambda: None)  # the test's own
    call_command("seal", every=3)
    assert [c.size for c in Checkpoint.objects.order_by("size")] == [3, 6]
    assert len(seconds) == 8


def test_a_full_batch_and_an_empty_one_end_in_one_checkpoint(home: Path) -> None:
    made = card("told")
    for number in range(6):
        actions.append("noted", made, after={"number": number})
    assert [actions.seal(batch=3) for _ in range(4)] == [3, 3, 0, 0]
    assert [c.size for c in Checkpoint.objects.all()] == [6]


def test_a_file_that_was_not_written_is_made_up_for(about: Card) -> None:
    checkpoints.file_of(7).unlink()
    checkpoints.file_of(10).unlink()
    checkpoints.write_files()
    assert checkpoints.file_of(7).exists()
    assert checkpoints.file_of(10).exists()


def test_a_checkpoint_that_was_kept_holds_while_the_log_grows(about: Card, tmp_path: Path) -> None:
    kept = str(checkpoints.file_of(7))
    actions.append("noted", about)
    sealed()
    code, told = verify("--against", kept)
    assert (code, told["against"]) == (0, [{"file": kept, "size": 7, "signed": True, "holds": True}])


@pytest.mark.parametrize("kept", [7, 10])
def test_a_past_altered_and_sealed_anew_with_the_keys_fails_against_what_was_kept(about: Card, tmp_path: Path, kept: int) -> None:
    saved = tmp_path / "saved.txt"
    saved.write_text(checkpoints.file_of(kept).read_text())
    lines = list(Event.objects.order_by("position"))
    written_over(lines[4])
    sealed_anew(lines)
    code, told = verify()
    assert code == 1  # the files of the site tell it, between the sealings it was made in
    assert told["problems"] == [
        {"position": 5, "ref": "checkpoints/000000000007.txt", "what": "altered", "until": 7},
    ]  # fmt: skip
    for file in checkpoints.folder().iterdir():
        file.unlink()
    assert verify()[0] == 0  # nothing on this machine knows better: hence checkpoints elsewhere
    code, told = verify("--against", str(saved))
    assert code == 1
    assert told["against"] == [{"file": str(saved), "size": kept, "signed": True, "holds": False}]
    assert told["problems"] == [{"position": 1, "ref": str(saved), "what": "altered", "until": kept}]


def one_less() -> list[Event]:
    return list(Event.objects.order_by("position").exclude(position=3))


def one_more() -> list[Event]:
    lines = list(Event.objects.order_by("position"))
    made = Event.objects.get(position=3)
    made.pk, made.position = None, None
    made.save(force_insert=True)
    return [*lines[:2], made, *lines[2:]]


@pytest.mark.parametrize(("lines", "what"), [(one_less, "removed"), (one_more, "altered")])
def test_a_past_with_a_line_less_or_more_fails_too(about: Card, tmp_path: Path, lines: Any, what: str) -> None:
    """The place ends where the kept checkpoint does: its root tells that lines before it are others, not which."""
    saved = tmp_path / "saved.txt"
    saved.write_text(checkpoints.file_of(10).read_text())
    sealed_anew(lines())
    code, told = verify()  # the files of the site tell it closer
    assert (code, told["problems"][0]["position"], told["problems"][0]["until"]) == (1, 1, 4)
    for file in checkpoints.folder().iterdir():
        file.unlink()
    assert verify()[0] == 0
    code, told = verify("--against", str(saved))
    assert (code, told["problems"]) == (1, [{"position": 1, "ref": str(saved), "what": what, "until": 10}])


def test_a_folder_of_kept_checkpoints_narrows_the_place(about: Card, tmp_path: Path) -> None:
    (tmp_path / "kept").mkdir()
    for size in (4, 7, 10):
        (tmp_path / "kept" / f"{size:02d}.txt").write_text(checkpoints.file_of(size).read_text())
        checkpoints.file_of(size).unlink()
    lines = list(Event.objects.order_by("position"))
    written_over(lines[4])
    sealed_anew(lines)
    _code, told = verify("--against", str(tmp_path / "kept"))
    assert [one["holds"] for one in told["against"]] == [True, False, False]
    assert [(p["position"], p["until"]) for p in told["problems"]] == [(5, 7), (5, 10)]


def test_lines_cut_off_with_an_old_end_put_back_are_told_by_the_files(about: Card) -> None:
    """The end of an earlier day, kept in a copy of the database, is signed and true; a file tells that there was more."""
    earlier = SealedCount.objects.values("count", "root", "mac").get()
    actions.append("noted", about)
    sealed()
    Event.objects.filter(position=11).delete()
    Checkpoint.objects.filter(size=11).delete()
    LogTile.objects.update(hashes=bytes(LogTile.objects.get().hashes)[: 10 * 32])
    SealedCount.objects.update(**earlier)
    assert problems() == [{"position": 11, "ref": "checkpoints/000000000011.txt", "what": "removed"}]


def test_a_checkpoint_taken_off_the_list_is_told_by_its_file(about: Card) -> None:
    Checkpoint.objects.filter(size=7).delete()
    assert problems() == [{"position": 7, "ref": "checkpoints/000000000007.txt", "what": "removed"}]


def test_a_line_altered_by_hand_is_told_once_at_its_place(about: Card) -> None:
    Event.objects.filter(position=5).update(digest="0" * 64)
    assert problems() == [{"position": 5, "ref": "told", "what": "altered"}]


def test_a_line_altered_and_signed_anew_is_told_by_the_log_at_its_place(about: Card) -> None:
    event = Event.objects.get(position=5)
    written_over(event)
    words = line_words(5, f"{event.hour:%Y-%m-%dT%H}:00:00Z", event.digest)
    Event.objects.filter(pk=event.pk).update(mac=sign(words))
    assert problems() == [{"position": 5, "ref": "told", "what": "altered"}]


def test_a_removed_line_is_told_at_its_place_and_what_follows_still_holds(about: Card) -> None:
    Event.objects.filter(position=5).delete()
    assert problems() == [{"position": 5, "ref": "", "what": "removed"}]


def test_a_line_put_in_is_told_at_its_place(about: Card) -> None:
    event = Event.objects.get(position=5)
    event.pk, event.position = None, 11
    event.save(force_insert=True)
    assert problems() == [{"position": 11, "ref": "", "what": "added"}]


def hashes(change: Any) -> None:
    row = LogTile.objects.get()
    row.hashes = change(bytes(row.hashes))
    row.save()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda data: data[:64] + bytes(32) + data[96:], [{"position": 3, "ref": "told", "what": "altered"}]),
        (lambda data: data[: 9 * 32], [{"position": 10, "ref": "log", "what": "removed"}]),
        (lambda data: data + bytes(32), [{"position": 11, "ref": "log", "what": "added"}]),
    ],
)
def test_a_changed_log_is_told_and_nothing_is_sealed_behind_it(about: Card, change: Any, told: list[Any]) -> None:
    hashes(change)
    assert problems() == told
    actions.append("noted", about)
    assert actions.seal() == (1 if told[0]["what"] == "added" else 0)  # what lies behind the end is written over


@pytest.mark.parametrize(
    ("field", "change"), [("note", lambda old: old.replace("T", "U", 1)), ("key", lambda old: old[:-4] + "AAAA")]
)
def test_a_changed_checkpoint_is_told(about: Card, field: str, change: Any) -> None:
    row = Checkpoint.objects.get(size=7)
    setattr(row, field, change(getattr(row, field)))
    row.save()
    assert {"position": 7, "ref": "checkpoints/7", "what": "altered"} in problems()


def test_a_checkpoint_of_another_key_is_told_apart(about: Card, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text(note.signed(note.Told("x", 7, tiles.root(7), ""), note.SecretKey("x", bytes(32))))
    code, told = verify("--against", str(other))
    assert (code, told["against"]) == (1, [{"file": str(other), "size": 7, "signed": False, "holds": False}])
    assert told["problems"] == [{"position": 7, "ref": str(other), "what": "altered"}]


@pytest.mark.parametrize("text", ["", "no checkpoint", "\x00"])
def test_what_is_no_checkpoint_is_refused(about: Card, tmp_path: Path, text: str) -> None:
    (tmp_path / "other.txt").write_text(text)
    for path in (tmp_path / "other.txt", tmp_path / "absent.txt"):
        with pytest.raises(SystemExit) as stop:
            call_command("verify", "--against", str(path), stdout=StringIO(), stderr=StringIO())
        assert stop.value.code == 2


def test_an_erased_line_stays_in_the_log(about: Card) -> None:
    from accord.people.models import Area, Capacity, Person

    home = Area.objects.create(code="XAA", iso3="XAA", kind="demo", world="demo")
    by = Capacity.objects.create(person=Person.objects.create_user("a@demo.example"), role="member", area=home)
    actions.redact(Event.objects.get(position=5), by=by, ground="a name")
    sealed()
    assert verify("--against", str(checkpoints.file_of(7)))[0] == 0


def test_tiles_hold_what_the_definition_says(home: Path) -> None:
    from accord.record.log import merkle

    leaves = [merkle.leaf_hash(str(n).encode()) for n in range(1200)]
    growing, size = merkle.Frontier(), 0
    for part in (1, 254, 1, 1, 300, 643):
        tiles.extend(size, leaves[size : size + part])
        for leaf in leaves[size : size + part]:
            growing.add(leaf)
        size += part
        assert tiles.root(size) == growing.root()
    assert list(tiles.broken()) == []
    for index, old in ((0, 1), (255, 256), (256, 257), (1199, 1024)):
        path = tiles.computed(lambda s, index=index: merkle.inclusion(index, 1200, s))  # type: ignore[misc]
        assert merkle.proves_inclusion(leaves[index], index, 1200, path, growing.root())
        path = tiles.computed(lambda s, old=old: merkle.consistency(old, 1200, s))  # type: ignore[misc]
        assert merkle.proves_consistency(old, tiles.root(old), 1200, growing.root(), path)
    LogTile.objects.filter(key=tiles.key_of(1, 0)).update(hashes=bytes(4 * 32))
    assert list(tiles.broken()) == [1, 257, 513, 769]


def test_files_that_say_what_their_rows_say_are_read_once(about: Card) -> None:
    assert len(list(stones.own_stones())) == 3
