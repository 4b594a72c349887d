"""Forms: nominating, checking, ending, registering and verifying."""

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from accord.directory import access, actions, forms, reads
from accord.directory.reads.bodies import may_see_names
from accord.kit.access import members_only, staff_session
from accord.kit.asked import on_this_site
from accord.kit.texts import pick
from accord.people.invitations import tell_nominee
from accord.people.models import Capacity, Person
from accord.record.editing import Editing, edit
from accord.record.sending import sent_before


def _me(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)
    return request.user


@members_only
def nominate(request: HttpRequest) -> HttpResponse:
    if before := sent_before(request):  # asked first: a letter goes out with it
        return before
    hats = access.to_nominate(request.user)
    world = _me(request).world
    page = Editing(
        _("Nominate a person"), _("Nominate"), world=world,
        lead=_("Two officers of the secretariat check each nomination before it counts."),
    )  # fmt: skip

    def save(given: dict[str, Any], version: int) -> str:
        body = {"area": given["area"], "organisation": given["organisation"]}
        by = access.hat_for(hats, **body)
        made = actions.nominate_address(given["email"], given["name"], given["role"], by=by, reason=given["reason"], **body)
        tell_nominee(made.person, on_this_site(reverse("account_reset_password")))
        return "my/"

    form = partial(forms.NominationForm, hats=hats, world=world)
    done = _("The nomination waits for two officers.")
    return edit(request, form, page, key="nominate", version=0, initial={}, save=save, done=done)


@staff_session
def nominations(request: HttpRequest) -> HttpResponse:
    return render(request, "directory/nominations.html", {"page": reads.nominations_page(_me(request))})


def _about(capacity: Capacity) -> str:
    return f"{capacity.person} – {capacity}"  # shown to officers, to the country's own people and to the person


@staff_session
def check(request: HttpRequest, number: int) -> HttpResponse:
    found = access.to_check(_me(request), number)
    page = Editing(
        _("Check a nomination"), _("I have checked it"), _("Nominations"), "directory/nominations/", lead=_about(found),
        quote=found.reason, world=found.world,
    )  # fmt: skip

    def save(given: dict[str, Any], version: int) -> str:
        actions.check_nomination(found, officer=_me(request), how=given["how"])
        return "directory/nominations/"

    done = _("Your check is kept.")
    return edit(request, forms.CheckForm, page, key=f"check/{number}", version=0, initial={}, save=save, done=done)


@staff_session
def refuse(request: HttpRequest, number: int) -> HttpResponse:
    found = access.to_check(_me(request), number)
    page = Editing(
        _("Refuse a nomination"),
        _("Refuse it"),
        _("Nominations"),
        "directory/nominations/",
        lead=_about(found),
        world=found.world,
    )

    def save(given: dict[str, Any], version: int) -> str:
        actions.refuse_nomination(found, officer=_me(request), reason=given["reason"])
        return "directory/nominations/"

    done = _("The nomination is refused.")
    return edit(request, forms.RefuseForm, page, key=f"refuse/{number}", version=0, initial={}, save=save, done=done)


@members_only
def end(request: HttpRequest, number: int) -> HttpResponse:
    found, hat = access.to_end(request.user, number)
    page = Editing(_("End a capacity and hand it over"), _("End it"), lead=_about(found), world=found.world)

    def save(given: dict[str, Any], version: int) -> str:
        actions.end_capacity(found, by=hat, reason=given["reason"], successor=given["successor"], note=given["note"])
        return "my/"

    form = partial(forms.EndForm, ending=found, named=may_see_names(request.user, found.world))
    done = _("The capacity has ended.")
    return edit(request, form, page, key=f"end/{number}", version=0, initial={}, save=save, done=done)


@members_only
def register(request: HttpRequest) -> HttpResponse:
    me = _me(request)
    page = Editing(
        _("Put an organisation in the directory"), _("Send it"), _("Organisations"), "directory/organisations/", world=me.world,
        lead=_("An officer checks it; then everyone sees it."),
    )  # fmt: skip

    def save(given: dict[str, Any], version: int) -> str:
        names = {me.language: given["name"]} | ({"en": given["name_en"]} if given["name_en"] else {})
        names.setdefault("en", given["name"])
        actions.register_organisation(names, given["kind"], area=given["country"], url=given["url"], world=me.world, by=me)
        return "directory/organisations/"

    form = partial(forms.OrganisationForm, world=me.world)
    done = _("Thank you. An officer will look at it.")
    return edit(request, form, page, key="organisation/new", version=0, initial={}, save=save, done=done)


@staff_session
def verify(request: HttpRequest, slug: str) -> HttpResponse:
    found = access.to_verify(_me(request), slug)
    page = Editing(
        _("Verify an organisation"), _("It is verified"), _("Nominations"), "directory/nominations/", lead=str(found.name),
        world=found.world,
    )  # fmt: skip

    def save(given: dict[str, Any], version: int) -> str:
        actions.verify_organisation(found, officer=_me(request), how=given["how"])
        return f"directory/organisations/{slug}/"

    done = _("The organisation is in the directory.")
    return edit(request, forms.CheckForm, page, key=f"verify/{slug}", version=0, initial={}, save=save, done=done)


@members_only
def confirm(request: HttpRequest, slug: str) -> HttpResponse:
    found, hat = access.to_confirm(request.user, slug)
    told = [pick(found.mandate), pick(found.supplements)]
    page = Editing(
        _("Confirm the description"), _("It is right as it stands"), _("Partnerships"), f"partnerships/#{slug}",
        lead=str(found.name), quote=" ".join(str(one) for one in told), quote_lang=told[0].lang,
    )  # fmt: skip

    def save(given: dict[str, Any], version: int) -> str:
        actions.confirm_partnership(found, by=hat)
        return f"partnerships/#{slug}"

    done = _("The page now says that you confirmed it.")
    key = f"confirm/{slug}"
    return edit(request, forms.ConfirmDescriptionForm, page, key=key, version=0, initial={}, save=save, done=done)


@staff_session
def tie(request: HttpRequest, slug: str) -> HttpResponse:
    found = access.to_tie(_me(request), slug)
    page = Editing(
        _("Say which organisation speaks for it"), _("Save"), _("Partnerships"), f"partnerships/#{slug}", lead=str(found.name)
    )
    initial = {"organisation": found.organisation.slug if found.organisation else ""}

    def save(given: dict[str, Any], version: int) -> str:
        actions.tie_partnership(found, given["organisation"], officer=_me(request))
        return f"partnerships/#{slug}"

    done = _("Its people may now confirm the description.")
    return edit(request, forms.TiePartnershipForm, page, key=f"tie/{slug}", version=0, initial=initial, save=save, done=done)
