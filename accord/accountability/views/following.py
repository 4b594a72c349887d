"""Forms on what became of recommendations, and on which of them ask for the same."""

from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from accord.accountability import access, actions, forms
from accord.accountability.models import Cluster, FollowUp, Recommendation
from accord.accountability.reads.following import follow_up_part, source_words
from accord.kit.access import members_only
from accord.kit.templatetags.kit import text
from accord.kit.texts import Text, reader_language
from accord.people.models import Capacity
from accord.record.editing import Editing, edit

View = FollowUp.View
NAMES = ("progress", "rationale", "evidence", "confidence", "language")


@members_only
def tell(request: HttpRequest, ref: str) -> HttpResponse:
    """The government tells how far a recommendation is carried out, whether it supported it or not."""
    found, hat = access.to_answer(request.user, ref)
    earlier = found.follow_ups.filter(view=View.GOVERNMENT).first()
    lead = _("Noted ones are followed, too. Everyone will see it, with your country's name and the day.")
    page = Editing(_("Tell how far it is carried out"), _("Save"), *_about(found), lead=lead)
    return _follow(request, page, found, hat, View.GOVERNMENT, earlier, forms.FollowUpForm)


@members_only
def assess(request: HttpRequest, ref: str) -> HttpResponse:
    """An assessor of another country says how far it is carried out."""
    found, hat = access.to_assess_recommendation(request.user, ref)
    earlier = found.follow_ups.filter(view=View.ASSESSOR, by=hat).first()
    told = found.follow_ups.filter(view=View.GOVERNMENT).first()
    page = Editing(
        _("Say how far it is carried out"), _("Save"), *_about(found), parts=[follow_up_part(told)],
        lead=_("It will stand on the page as the view of the assessor, not of the body that made the recommendation."),
    )  # fmt: skip
    return _follow(request, page, found, hat, View.ASSESSOR, earlier, forms.AssessmentForm)


def _about(found: Recommendation) -> tuple[str, str]:
    return found.ref, f"recommendations/{found.ref}/"


def _follow(
    request: HttpRequest, page: Editing, found: Recommendation, hat: Capacity, view: str, earlier: FollowUp | None, form: Any
) -> HttpResponse:
    page = Editing(
        page.title, page.button, page.about, page.about_url, page.lead, quote=found.text, quote_lang=found.language,
        world=found.area.world, parts=page.parts,
    )  # fmt: skip
    initial = {name: getattr(earlier, name) for name in NAMES} if earlier else {"language": reader_language()}

    def save(given: dict[str, Any], version: int) -> str:
        actions.follow_up(found, given, view=view, version=version, by=hat)
        return f"recommendations/{found.ref}/"

    key, version = f"follow/{view}/{found.ref}", earlier.version if earlier else 0
    return edit(request, form, page, key=key, version=version, initial=initial, save=save, done=_("It is saved."))


@members_only
def compare(request: HttpRequest, iso3: str) -> HttpResponse:
    """Ask the machine for proposals."""
    area, hat = access.to_compare(request.user, iso3)
    url = f"recommendations/alike/{area.iso3}/"
    page = Editing(
        _("Look for recommendations that ask for the same"), _("Look for them"), area.iso3 or "", url, world=area.world,
        lead=_("The words of all recommendations to your country are compared. What is found is a proposal: nobody but your "
               "country's people sees it until you confirm it."),
    )  # fmt: skip

    def save(given: dict[str, Any], version: int) -> str:
        actions.propose_clusters(area, by=hat)
        return url

    done = _("They are compared. Proposals, if there are any, stand below.")
    return edit(request, forms.ConfirmForm, page, key=f"compare/{area.iso3}", version=0, initial={}, save=save, done=done)


@members_only
def decide(request: HttpRequest, iso3: str, number: int) -> HttpResponse:
    """The country's people say which of a proposal ask for the same."""
    found, hat = access.to_decide(request.user, iso3, number, sent=request.method == "POST")
    url = f"recommendations/alike/{iso3.upper()}/"
    page = Editing(
        _("Do these ask for the same?"), _("Save"), str(found.area.name), url, world=found.area.world,
        lead=_("A machine proposed them by their words and is wrong in about one of five. Nobody but your country's people "
               "sees a proposal until you confirm it."),
    )  # fmt: skip
    members = list(found.members.select_related("recommendation").order_by("recommendation_id"))
    ticked = [m.recommendation.ref for m in members if m.kept or found.state == Cluster.State.PROPOSED]

    def save(given: dict[str, Any], version: int) -> str:
        try:
            if given["decision"] == "confirm":
                actions.confirm_cluster(found, given["members"], version=version, by=hat)
            else:
                reason = given["reason"]
                actions.reject_cluster(found, reason=reason, language=reader_language(), version=version, by=hat)
        except ValueError as wrong:
            raise ValidationError(_("Tick two of them or more.")) from wrong
        return url

    form = partial(forms.ClusterForm, members=[(m.recommendation.ref, _choice(m.recommendation)) for m in members])
    initial = {"members": ticked}
    key = f"cluster/{found.pk}"
    return edit(
        request, form, page, key=key, version=found.version, initial=initial, save=save, done=_("Your decision is saved.")
    )


def _choice(r: Recommendation) -> SafeString:
    return format_html('{} <span class="soft">{}</span>', text(Text(r.text, r.language)), source_words(r))
