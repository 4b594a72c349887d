"""`accord check --deploy` refuses a site that holds the demonstration or a clock that was moved."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from django.db import DatabaseError

from accord.kit.typed import typed
from accord.people.models import Person, World


@register("accord", deploy=True)
def no_demonstration(app_configs: Sequence[Any] | None, **kwargs: Any) -> list[CheckMessage]:
    found: list[CheckMessage] = []
    try:
        demo = Person.objects.filter(world=World.DEMO).exists()
    except DatabaseError:  # not migrated yet: nothing is in it
        demo = False
    if demo:
        hint = f"Run: {typed('demo --clear')}"
        found.append(
            Error("The demonstration's accounts are on this site; their log-ins are printed.", hint=hint, id="accord.E002")
        )
    if settings.CLOCK:
        found.append(Error("ACCORD_CLOCK moves the clock of this site.", hint="Unset ACCORD_CLOCK.", id="accord.E003"))
    return found
