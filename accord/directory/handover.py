"""Rooms above say here what goes to the successor when someone's capacity ends."""

from collections.abc import Callable

from accord.people.models import Capacity

type Move = Callable[[Capacity, Capacity], int]  # (old, new) -> how many things moved

_moves: list[Move] = []


def register(move: Move) -> None:
    _moves.append(move)


def hand_over(old: Capacity, new: Capacity) -> int:
    return sum(move(old, new) for move in _moves)
