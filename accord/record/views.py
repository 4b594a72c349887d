"""Following a card: a plain form, back to the page it stands on."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_POST

from accord.kit.access import members_only
from accord.people.models import Person
from accord.record.access import access_card
from accord.record.actions import follow, unfollow
from accord.record.reads import followed_cards


@require_POST
@members_only
def follow_card(request: HttpRequest, ref: str) -> HttpResponse:
    """`on` follows, anything else ends it. The same 404 for a card that is absent and one that may not be seen."""
    assert isinstance(request.user, Person)
    card = access_card(request.user, ref)
    (follow if request.POST.get("on") else unfollow)(request.user, card)
    back = "follows/" if request.POST.get("list") else card.url
    return HttpResponseRedirect(f"/{translation.get_language()}/{back}")


@members_only
def follows(request: HttpRequest) -> HttpResponse:
    assert isinstance(request.user, Person)
    return render(request, "record/follows.html", {"page": followed_cards(request.user)})
