"""Names of platforms and of what stands on them."""

import secrets

from django.db.models import Model
from django.utils.text import slugify

from accord.spaces.models import Platform

LETTERS = {"Threat": "t", "Solution": "s", "Statement": "j", "JointAction": "a", "Meeting": "m", "Consultation": "y"}


def free_name(title: str, *, closed: bool) -> str:
    """Of the title; of a restricted platform by lot: nobody learns its title from an address, or from one that is taken."""
    if closed:
        return f"closed-{secrets.token_hex(5)}"
    stem = slugify(title)[:40].strip("-") or "platform"
    taken = set(Platform.objects.filter(ref__startswith=stem).values_list("ref", flat=True)) | {"new", "elsewhere"}
    return next(name for name in (stem, *(f"{stem}-{n}" for n in range(2, 10_000))) if name not in taken)


def next_ref(kind: type[Model], platform: Platform, among: dict[str, Platform]) -> str:
    """`<platform>-a7`. The platform's row is locked, so that two things made at once get two numbers."""
    Platform.objects.select_for_update(of=("self",)).get(pk=platform.pk)
    stem = f"{platform.ref}-{LETTERS[kind.__name__]}"
    refs = kind._default_manager.filter(**among, ref__startswith=stem).values_list("ref", flat=True)
    numbers = [int(rest) for ref in refs if (rest := str(ref).removeprefix(stem)).isdecimal()]
    return f"{stem}{max(numbers, default=0) + 1}"
