"""What goes to the successor when someone's capacity ends, what becomes free whoever comes after, and who writes it down.

Rooms register at start-up. Duties go by themselves: they are worked out anew from who holds which capacity (`owing.py`).
"""

from collections.abc import Callable, Mapping, Sequence

from accord.people.models import Capacity

type Move = Callable[[Capacity, Capacity], Sequence[str]]  # (old, new) -> what moved: refs of cards, names of other things
type Free = Callable[[Capacity], int]  # (old) -> how many things became free
type Pack = Callable[[Capacity, Capacity, Mapping[str, Sequence[str]], str], None]  # (old, new, what moved by kind, note)

_moves: dict[str, Move] = {}
_frees: list[Free] = []
_packs: list[Pack] = []


def register(kind: str, move: Move) -> None:
    _moves[kind] = move


def register_freeing(free: Free) -> None:
    """For what may not be inherited, as an assessment that was begun."""
    _frees.append(free)


def register_pack(pack: Pack) -> None:
    """Called in the transaction of the hand-over, once everything moved."""
    _packs.append(pack)


def hand_over(old: Capacity, new: Capacity) -> dict[str, list[str]]:
    """What moved, by kind; kinds of which nothing moved are left out."""
    moved = {kind: list(move(old, new)) for kind, move in _moves.items()}
    return {kind: names for kind, names in moved.items() if names}


def write_down(old: Capacity, new: Capacity, moved: Mapping[str, Sequence[str]], note: str) -> None:
    for pack in _packs:
        pack(old, new, moved, note)


def set_free(old: Capacity) -> int:
    return sum(free(old) for free in _frees)
