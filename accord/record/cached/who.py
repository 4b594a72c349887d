"""Who signed in, with their capacities and audiences: kept in a process while none of these rows is written (1 query).

Verbs ask anew (`Person.acting_as`); this is what pages show by, as `Person.hats` and `audience_ids` were for one request.
"""

from functools import partial
from typing import Any

from django.conf import settings
from django.contrib import auth
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare
from django.utils.functional import SimpleLazyObject

from accord.kit import clock
from accord.people.models import Person
from accord.record.access import audience_ids
from accord.record.cached import blocks

SIGNED_IN_AS = "_signed_in_as"  # on the person: what each of their sessions holds until the password changes


def _reader(pk: str) -> Person | None:
    def ask() -> Person | None:
        person = Person.objects.filter(pk=pk, is_active=True).first() if pk else None
        if person is not None:
            audience_ids(person)  # kept on it, as its hats are
            setattr(person, SIGNED_IN_AS, person.get_session_auth_hash())
        return person

    return blocks.copied(("who", pk, clock.today().isoformat()), ask, of_reader=True)


def who(request: HttpRequest) -> Person | AnonymousUser:
    """As `django.contrib.auth.get_user`, which is asked wherever the session is not plainly this person's."""
    session = request.session
    if session.get(auth.BACKEND_SESSION_KEY) in settings.AUTHENTICATION_BACKENDS:
        person = _reader(session.get(auth.SESSION_KEY, ""))
        told = session.get(auth.HASH_SESSION_KEY, "")
        if person is not None and constant_time_compare(told, vars(person)[SIGNED_IN_AS]):
            return person
    return auth.get_user(request)


class KeptReaderMiddleware(AuthenticationMiddleware):
    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        known = settings.SESSION_COOKIE_NAME in request.COOKIES  # every page asks then, and a promise is dear to ask
        request.user = _once(request) if known else SimpleLazyObject(partial(_once, request))  # type: ignore[assignment]


def _once(request: Any) -> Person | AnonymousUser:
    """In the place where Django keeps it, which signing in and out write, too."""
    if not hasattr(request, "_cached_user"):
        request._cached_user = who(request)
    found: Person | AnonymousUser = request._cached_user
    return found
