"""Forms of adoptions."""

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _

from accord.kit.access import members_only
from accord.learning import access, actions, forms
from accord.learning.models import Adoption
from accord.learning.views.practices import about
from accord.learning.wording import ADOPTION
from accord.record.editing import Editing, Way, edit


@members_only
def adopt(request: HttpRequest, ref: str) -> HttpResponse:
    """`?from=REF` chooses the adoption that one has it from, `?against=threats/REF` the threat that one answers."""
    found, hat = access.to_adopt(request.user, ref)
    again = _("You have entered an adoption of it already: how far that is, is told there.")
    if access.place_of(hat) is None:
        again = _("You have entered an adoption of it already: how far that is, is told there. For another country go on here.")
    mine = found.adoptions.filter(area=access.place_of(hat), owner=hat.organisation, withdrawn_on=None).first()
    page = about(
        found, _("Enter an adoption"), _("Publish"),
        note=again if mine else "",
        way=Way(_("To the adoption that you entered"), mine.url) if mine else None,
        quote=found.summary, quote_lang=found.language,
        lead=_(
            "You replicate or adapt this practice. It is your own word, and everyone sees it at once: who "
            "did it after whom, and what they changed."),
    )  # fmt: skip

    def save(given: dict[str, Any], version: int) -> str:
        return actions.adopt(found, given, by=hat, source=given.get("source")).url

    initial = {
        "language": translation.get_language(), "source": request.GET.get("from", "")[:60],
        "against": request.GET.get("against", "")[:160],
    }  # fmt: skip
    form = partial(forms.AdoptionForm, practice=found, by=hat)
    return edit(
        request,
        form,
        page,
        key=f"practice/{ref}/adopt",
        version=0,
        initial=initial,
        save=save,
        done=_("The adoption is published."),
    )


def _page(a: Adoption, title: str, button: str, **more: Any) -> Editing:
    return Editing(title, button, a.title, a.url, world=a.world, **more)


@members_only
def change(request: HttpRequest, ref: str) -> HttpResponse:
    found, hat = access.to_change_adoption(request.user, ref, sent=request.method == "POST")

    def save(given: dict[str, Any], version: int) -> str:
        return actions.change_adoption(found, given, version=version, by=hat, reason=given["reason"]).url

    initial = {name: getattr(found, name) for name in ADOPTION} | {"against": found.against.ref if found.against else ""}
    form = partial(forms.AdoptionForm, practice=found.practice, by=hat, mine=found)
    page = _page(found, _("Tell how far it is, or revise it"), _("Save"))
    return edit(
        request,
        form,
        page,
        key=f"adoption/{ref}",
        version=found.version,
        initial=initial,
        save=save,
        done=_("The adoption is saved."),
    )


@members_only
def withdraw(request: HttpRequest, ref: str) -> HttpResponse:
    found, hat = access.to_change_adoption(request.user, ref, sent=request.method == "POST")

    def save(given: dict[str, Any], version: int) -> str:
        return actions.withdraw_adoption(found, by=hat, reason=given["reason"]).url

    lead = _("It stays visible, with your reason beside it, and is counted no more.")
    page = _page(found, _("Withdraw the adoption"), _("Withdraw"), lead=lead, plain=True)
    key = f"adoption/{ref}/withdraw"
    return edit(request, forms.ReasonForm, page, key=key, version=0, initial={}, save=save, done=_("The adoption is withdrawn."))
