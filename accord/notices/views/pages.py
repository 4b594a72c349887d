"""What a person owes, what a country owes, a pack: as a page, as JSON, as CSV, as a calendar. All behind a sign-in."""

from collections.abc import Iterable, Sequence

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _

from accord.formats.calendar import Entry, calendar
from accord.kit import clock
from accord.kit.access import members_only
from accord.kit.asked import on_this_site
from accord.kit.pages import show, table_file
from accord.notices import access, reads
from accord.notices.reads.owed import HEAD, Owed, group_of, group_words
from accord.people.models import Person


def _me(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)
    return request.user


@members_only
def owed(request: HttpRequest) -> HttpResponse:
    return show(request, "notices/owed.html", reads.owed_page(_me(request)))


@members_only
def owed_csv(request: HttpRequest) -> HttpResponse:
    return table_file("owed", HEAD, _rows(reads.my_lines(_me(request))))


@members_only
def owed_calendar(request: HttpRequest) -> HttpResponse:
    return _calendar(_("What I owe"), "owed", reads.my_lines(_me(request)))


@members_only
def country(request: HttpRequest, iso3: str) -> HttpResponse:
    area = access.to_owed_of(request.user, iso3)
    return show(request, "notices/owed.html", reads.country_page(area, request.user))


@members_only
def country_csv(request: HttpRequest, iso3: str) -> HttpResponse:
    area = access.to_owed_of(request.user, iso3)
    return table_file(f"owed-{area.code}", HEAD, _rows(reads.country_lines(area, request.user)))


@members_only
def country_calendar(request: HttpRequest, iso3: str) -> HttpResponse:
    area = access.to_owed_of(request.user, iso3)
    name = _("What is owed: %(country)s") % {"country": area.name}
    return _calendar(name, f"owed-{area.code}", reads.country_lines(area, request.user))


@members_only
def pack(request: HttpRequest, number: int) -> HttpResponse:
    found = access.to_pack(request.user, number)
    return show(request, "notices/pack.html", reads.pack_page(found, _me(request)))


def _address(line: Owed) -> str:
    return on_this_site(f"{translation.get_language()}/{line.url}") if line.url else ""


def _rows(lines: Iterable[Owed]) -> Iterable[Sequence[str]]:
    words, today = group_words(), clock.today()
    for one in lines:
        waits = one.blocked_by.words if one.blocked_by else ""
        yield [
            words[group_of(one, today)], one.due.isoformat() if one.due else "", one.what, " – ".join(map(str, one.about)),
            one.kind_words, one.as_words, one.person, str(one.minutes), waits, one.contact,
            one.put_off_until.isoformat() if one.put_off_until else "", one.reason, _address(one),
        ]  # fmt: skip


def _calendar(name: str, file: str, lines: Iterable[Owed]) -> HttpResponse:
    """What is quiet is left out: a calendar is kept, shown and passed on elsewhere."""
    host = on_this_site("").split("//")[1].strip("/")
    entries = [
        Entry(f"{one.key}@{host}", one.due, ": ".join([one.what, " – ".join(map(str, one.about))]).strip(": "),
              "\n".join(filter(None, [one.as_words, one.blocked_by.words if one.blocked_by else "", one.contact])), _address(one))
        for one in lines if one.due and not one.quiet
    ]  # fmt: skip
    response = HttpResponse(calendar(name, entries, made=clock.now()), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{file}.ics"'
    return response
