"""Taking words out of a text: what a room's own mask is made of."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accord.people.models import Capacity
from accord.record.actions import redact
from accord.record.models import Card, Event

GAP = "[…]"


def without(text: str, words: Iterable[str]) -> str:
    """Each of the words, however it is written in capitals, gives way to a gap; the longest first, and none within a
    gap: one after the other, signs of a gap that are words themselves would make a text a thousand times as long."""
    sought = sorted({word for word in words if word}, key=lambda word: (-len(word), word))
    return re.sub("|".join(map(re.escape, sought)), GAP, text, flags=re.IGNORECASE) if sought else text


def masked(texts: Mapping[str, Any], words: Sequence[str], before: Iterable[str] = ()) -> dict[str, str]:
    """The texts that change, masked. Raises ValidationError that names a word which stands in none of them, nor in what was
    said `before`: that is written anew by its room."""
    told = {name: text for name, text in texts.items() if isinstance(text, str)}
    said = [*told.values(), *before]
    for word in words:
        if not any(re.search(re.escape(word), text, re.IGNORECASE) for text in said):
            raise ValidationError(_("“%(word)s” does not stand there."), code="mask", params={"word": word})
    return {name: new for name, text in told.items() if (new := without(text, words)) != text}


def earlier(card: Card, wordings: Iterable[Any]) -> list[str]:
    """What old wordings say, and the acts on the card that everyone reads of: what was taken out since stands there alone."""
    acts = Event.objects.filter(card=card, redacted=False, audience__code="public").values_list("body", flat=True)
    bodies = [{name: (body or {}).get(name) for name in ("reason", "before", "after")} for body in acts]
    return list(_said([*wordings, *bodies]))


def _said(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for one in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _said(one)


def mask_within(value: Any, words: Sequence[str]) -> Any:
    """The same in a tree of JSON: old wordings."""
    if isinstance(value, str):
        return without(value, words)
    if isinstance(value, dict):
        return {key: mask_within(one, words) for key, one in value.items()}
    return [mask_within(one, words) for one in value] if isinstance(value, list) else value


def erase_from_journal(card: Card, words: Sequence[str], *, by: Capacity, ground: str, verb: str = "") -> int:
    """Bodies of the card's acts (of that verb alone, where one is given) that hold one of the words are erased; their lines
    stay. Returns how many."""
    sought = [word.casefold() for word in words]
    count = 0
    acts = Event.objects.filter(card=card, redacted=False)
    for event in (acts.filter(verb=verb) if verb else acts).order_by("id"):
        said = json.dumps(event.body, ensure_ascii=False).casefold()
        if any(json.dumps(word, ensure_ascii=False)[1:-1] in said for word in sought):
            redact(event, by=by, ground=ground)
            count += 1
    return count
