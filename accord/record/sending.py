"""Pressing twice makes one thing: a shown form carries a token, and what was sent with it is known again."""

import hashlib
import json
import secrets
from datetime import timedelta

from django.db.models import Subquery
from django.http import HttpRequest, HttpResponseRedirect
from django.utils import translation

from accord.kit import clock
from accord.people.models import Person
from accord.record.models import Sent
from accord.record.pouring import insert_values
from accord.record.ready import Ready

KEPT = timedelta(days=7)
_sent = Ready(lambda person, key: Sent.objects.filter(person_id=person, key=key))
UNSEEN = ("csrfmiddlewaretoken", "draft")


def fresh_token() -> str:
    return secrets.token_hex(16)


def sent_before(request: HttpRequest, *, again: bool = False) -> HttpResponseRedirect | None:
    """Where the same form, sent before, went; for a view to ask before it looks at states that the first sending changed.

    A request asks once, or `again` once it was told that the same form came in meanwhile.
    """
    key = _key(request)
    person = request.user
    if not key or not isinstance(person, Person) or (not again and getattr(request, "_not_sent_before", "") == key):
        return None
    found = next(iter(_sent(person=person.pk, key=key)), None)
    request._not_sent_before = "" if found else key  # type: ignore[attr-defined]
    return HttpResponseRedirect(f"/{translation.get_language()}/{found.went_to}") if found else None


def remember(request: HttpRequest, went_to: str) -> None:
    """In the transaction of what was made. Raises IntegrityError where the same form came in at the same moment."""
    key = _key(request)
    if key and isinstance(request.user, Person):
        insert_values(Sent, person_id=request.user.pk, key=key, went_to=went_to[:300], at=clock.now())
        if secrets.randbelow(100) == 0:  # now and then: not by each who sends something
            kept = Sent.objects.filter(at__gte=clock.now() - KEPT).order_by("pk").values("pk")[:1]
            Sent.objects.filter(pk__lt=Subquery(kept)).delete()


def _key(request: HttpRequest) -> str:
    """Empty where no token came. The same token with other typing is another sending: nothing typed is thrown away."""
    if not hasattr(request, "_sending"):
        request._sending = _digest(request)  # type: ignore[attr-defined]
    return str(request._sending)  # type: ignore[attr-defined]


def _digest(request: HttpRequest) -> str:
    if request.method != "POST" or not request.POST.get("once") or "keep" in request.POST or "discard" in request.POST:
        return ""
    typed = {name: request.POST.getlist(name) for name in sorted(request.POST) if name not in UNSEEN}
    return hashlib.sha256(json.dumps([request.path, typed]).encode()).hexdigest()
