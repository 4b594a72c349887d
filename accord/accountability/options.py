"""Choices, columns and rows of a question: written a line each, kept with codes that outlive a rewording."""

from collections.abc import Mapping, Sequence
from typing import Any

from accord.kit.texts import pick

type Option = dict[str, Any]


def with_lines(held: Sequence[Mapping[str, Any]], lines: Sequence[str], language: str, letter: str) -> list[Option]:
    """What stands after the lines were written in that language.

    A line that stood there keeps its code wherever it moved; as many lines as before are the same things reworded or translated,
    in their order; anything else is new.
    """
    old = {str(one["names"].get(language)): one for one in held if one["names"].get(language)}
    same = len(lines) == len(held)
    taken: set[str] = set()
    found: list[Option] = []
    next_number = max((int(one["code"][len(letter) :]) for one in held), default=0) + 1
    for n, line in enumerate(lines):
        one = old.get(line) or (held[n] if same and held[n]["names"].get(language) not in lines else None)
        if one is None or one["code"] in taken:
            found.append({"code": f"{letter}{next_number}", "names": {language: line}})
            next_number += 1
        else:
            found.append({"code": one["code"], "names": {**one["names"], language: line}})
        taken.add(found[-1]["code"])
    return found


def as_lines(held: Sequence[Mapping[str, Any]], language: str) -> str:
    """For the form: in that language, else as they stand in English or another."""
    return "\n".join(str(pick(one["names"], language)) for one in held)
