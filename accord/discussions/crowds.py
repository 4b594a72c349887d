"""Which roles or regions may be shown under the Chatham House rule. Pure: people and their labels in, labels out.

A label is shown where five present share it; and so is its absence: "a participant" names whoever is left, unless five are left.
"""

from collections import Counter
from collections.abc import Collection, Mapping

LEAST = 5


def shown_labels(
    began: Mapping[int, str], now: Mapping[int, str], allowed: Collection[str], least: int = LEAST
) -> frozenset[str]:
    """`began` and `now`: person -> label, of those who might post when the topic was opened and of those who may today ("" where
    they have none). `allowed`: the labels shown so far; none is added.

    Counted are those who were there all the time under one label: whoever came later makes no crowd larger, so that two posts of
    one author, before and after somebody came or left, leave the same five. Where fewer than five (but somebody) would be
    "a participant", the smallest crowd goes among them, until they are five or no label is left.
    """
    stayed = {person: label for person, label in began.items() if now.get(person) == label}
    crowds = Counter(label for label in stayed.values() if label)
    shown = {label for label in allowed if crowds[label] >= least}
    while shown:
        left = sum(1 for label in stayed.values() if label not in shown)
        somebody = any(label not in shown for label in now.values())
        if not somebody or left >= least:
            break
        shown.discard(min(shown, key=lambda label: (crowds[label], label)))
    return frozenset(shown)
