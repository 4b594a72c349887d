"""Rooms above say here what goes to the successor when someone's capacity ends, and what becomes free whoever comes after."""

from collections.abc import Callable

from accord.people.models import Capacity

type Move = Callable[[Capacity, Capacity], int]  # (old, new) -> how many things moved
type Free = Callable[[Capacity], int]  # (old) -> how many things became free

_moves: list[Move] = []
_frees: list[Free] = []


def register(move: Move) -> None:
    _moves.append(move)


def register_freeing(free: Free) -> None:
    """For what may not be inherited, as an assessment that was begun."""
    _frees.append(free)


def hand_over(old: Capacity, new: Capacity) -> int:
    return sum(move(old, new) for move in _moves)


def set_free(old: Capacity) -> int:
    return sum(free(old) for free in _frees)
