"""The log held against checkpoints: the site's own, in rows and files, and those that others kept."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from accord.record.log import checkpoints, note
from accord.record.log.keys import known_key
from accord.record.log.merkle import EMPTY, Frontier
from accord.record.models import Checkpoint


@dataclass(frozen=True)
class Stone:
    """One checkpoint as it was found. `told` is missing where it cannot be read; `signed`: with the key that this site holds.

    `kept_in`: a checkpoint that holds narrows the place of a fault only for those kept where it is: who makes a past anew
    makes rows to go with it.
    """

    name: str
    told: note.Told | None
    signed: bool
    kept_in: tuple[str, ...] = ()


@dataclass(frozen=True)
class Fault:
    """Lines `first` to `last` are not the ones under the checkpoint: no closer place can be told."""

    first: int
    last: int
    name: str
    what: str


@dataclass
class Watch:
    """Compares roots as the log is walked through, one leaf after the other."""

    stones: list[Stone]
    tree: Frontier = field(default_factory=Frontier)
    whole: bool = True  # False once a leaf was missing: nothing behind it can be compared
    good: dict[str, int] = field(default_factory=dict)  # where it is kept -> size of the largest checkpoint that held
    faults: dict[str, Fault] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._by_size: dict[int, list[tuple[Stone, note.Told]]] = {}
        for stone in self.stones:
            if stone.told:
                self._by_size.setdefault(stone.told.size, []).append((stone, stone.told))
        for stone, told in self._by_size.pop(0, []):
            if told.root != EMPTY:
                self.faults[stone.name] = Fault(0, 0, stone.name, "altered")

    def add(self, leaf: bytes | None) -> None:
        if leaf is None:
            self.whole = False
        if not self.whole or leaf is None:
            return
        self.tree.add(leaf)
        here, root = self._by_size.pop(self.tree.size, []), self.tree.root()
        for stone, told in here:
            if told.root != root:
                self.faults[stone.name] = Fault(self.after(stone.kept_in), told.size, stone.name, "altered")
        for place in {place for stone, told in here if told.root == root for place in stone.kept_in}:
            self.good[place] = self.tree.size

    def end(self, count: int) -> None:
        """After the last sealed line: what checkpoints tell of beyond it is gone."""
        for size in sorted(self._by_size):
            for stone, _told in self._by_size[size]:
                what = "removed" if size > count else "altered"  # which one is gone, the end alone does not tell
                self.faults[stone.name] = Fault(self.after(stone.kept_in), size, stone.name, what)

    def after(self, places: tuple[str, ...]) -> int:
        """The first position behind what is known to hold."""
        return max((self.good.get(place, 0) for place in places), default=0) + 1

    def root(self) -> str:
        return self.tree.root().hex() if self.tree.size else ""


def own_stones() -> Iterator[Stone]:
    """Each checkpoint of this site; a file that says what its row says is read once."""
    secret = known_key()
    key = secret.key if secret else None
    files = {path.name: path.read_text(encoding="utf-8", errors="replace") for path in checkpoints.folder().glob("*.txt")}
    for row in Checkpoint.objects.order_by("size").iterator():
        same = files.get(checkpoints.file_of(row.size).name) == row.note
        if same:
            del files[checkpoints.file_of(row.size).name]
        found = stone_of(f"checkpoints/{row.size}", row.note, key)
        agrees = found.told is not None and found.told.size == row.size and key is not None and row.key == key.words
        yield Stone(found.name, found.told, found.signed and agrees, ("rows", "files") if same else ("rows",))
    for name, text in sorted(files.items()):
        found = stone_of(f"checkpoints/{name}", text, key)
        yield Stone(found.name, found.told, found.signed, ("files",))


def kept_stones(path: Path) -> list[Stone]:
    """What somebody kept: a file, or a folder of files. Raises OSError, and ValueError where a file is no checkpoint."""
    key = known_key()
    found = []
    for one in sorted(path.glob("*.txt")) if path.is_dir() else [path]:
        stone = stone_of(str(one), one.read_text(encoding="utf-8"), key.key if key else None)
        if stone.told is None:
            raise ValueError(f"{one} is no checkpoint")
        found.append(replace(stone, kept_in=("elsewhere",)))
    if not found:
        raise ValueError(f"{path} holds no checkpoint")
    return found


def stone_of(name: str, text: str, key: note.Key | None) -> Stone:
    try:
        told = note.read(text)
    except ValueError:
        return Stone(name, None, False)
    return Stone(name, told, key is not None and note.is_signed(text, key))
