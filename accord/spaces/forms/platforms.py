"""Forms of platforms: begun, told of elsewhere, settled with what exists, reviewed, joined."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accord.kit import clock
from accord.people.models import Area, Capacity
from accord.record.choices import LANGUAGE, NamedChoice, TopicChoices, one_of
from accord.record.editing import KeptForm
from accord.record.fields import Day, GatedText, GatedURL
from accord.spaces.forms.fields import Bodies, Countries, Hats, set_world, written_in
from accord.spaces.kinds import KINDS
from accord.spaces.models import Invitation, Membership, Platform

KIND = [(kind.code, f"{Platform.Kind(kind.code).label}") for kind in KINDS.values()]
TOPICS = ("forms", "strategies", "sectors")


class AboutForm(KeptForm):
    """What platforms here and elsewhere have in common."""

    title = GatedText(label=_("Title"), max_length=160)
    text = GatedText(label=_("What it is for"), long=4, limit=4000)
    kind = one_of(Platform.Kind.choices, _("What it is"))
    areas = Countries(label=_("Countries"), required=False)
    forms = TopicChoices("form", label=_("Forms of violence"))
    strategies = TopicChoices("inspire", label=_("INSPIRE strategies"))
    sectors = TopicChoices("sector", label=_("Sectors"))
    language = written_in()

    def __init__(self, *args: Any, world: str, **given: Any) -> None:
        super().__init__(*args, **given)
        set_world(self, world)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        given["topics"] = [topic for name in TOPICS for topic in given.pop(name, None) or ()]
        return given


class PlatformForm(AboutForm):
    charter = GatedText(
        label=_("Charter"), long=8, required=False,
        help_text=_("Task, who takes part, how decisions are made, when it ends. It may be written later, before it opens."),
    )  # fmt: skip
    access = one_of(
        Platform.Access.choices, _("Access"),
        help_text=_("A restricted platform stays restricted. Open and transparent may be changed into each other."),
    )  # fmt: skip
    review_on = Day(label=_("Day of review"), required=False, help_text=_("On that day its conveners say whether it goes on."))
    field_order = ("title", "text", "kind", "access", "areas", *TOPICS, "charter", "review_on", "language")

    def __init__(self, *args: Any, revising: bool = False, begun: bool = False, **given: Any) -> None:
        super().__init__(*args, **given)
        if begun:
            del self.fields["access"]
        if revising:
            self.fields["reason"] = GatedText(
                label=_("Why it changes"), long=2, help_text=_("The old wording stays readable beside the new one.")
            )


class ElsewhereForm(AboutForm):
    host = GatedText(label=_("Who convenes it"), max_length=200)
    owner = Bodies(label=_("Its convener in the directory"), required=False)
    url_there = GatedURL(label=_("Where it lives"), help_text=_("Its own page on the web."))
    next_meeting_on = Day(label=_("Next meeting"), required=False)
    source = GatedText(label=_("Source"), max_length=300, help_text=_("Where these facts stand."))
    as_of = Day(label=_("As of"))
    field_order = (
        "title", "text", "kind", "host", "owner", "url_there", "areas", *TOPICS, "next_meeting_on", "source", "as_of", "language"
    )  # fmt: skip


class SettleForm(KeptForm):
    asked_on = Day(label=_("When you asked its convener"))
    supplements = GatedText(
        label=_("How your platform supplements it"), long=4, limit=2000,
        help_text=_("What it does that the other does not, and what it leaves to the other. It is printed on your platform."),
    )  # fmt: skip
    answer = GatedText(
        label=_("What the convener answered"), long=4, limit=2000, required=False,
        help_text=_("Leave it empty while there is no answer. A convener who has an account here can answer by themselves."),
    )  # fmt: skip
    language = written_in()

    def __init__(self, *args: Any, answered: bool = False, **given: Any) -> None:
        """`answered`: by its convener, whose word is not for the opener to write."""
        super().__init__(*args, **given)
        if answered:
            del self.fields["answer"], self.fields["language"]


class AnswerOverlapForm(KeptForm):
    answer = GatedText(
        label=_("Your answer"), long=5, limit=2000, help_text=_("It is printed on the new platform, as you write it.")
    )
    language = written_in()


class LetterForm(KeptForm):
    language = forms.ChoiceField(label=_("Language of the letter"), choices=LANGUAGE)


class OpenForm(KeptForm):
    """Only a button: what has to be true stands above it."""


class ReasonForm(KeptForm):
    reason = GatedText(label=_("Reason"), long=3, limit=2000)


class ReviewForm(KeptForm):
    goes_on = one_of(
        (("yes", _("It goes on")), ("no", _("It is archived: readable, and nothing more is written"))), _("What now?")
    )
    review_on = Day(label=_("Next day of review"), required=False)
    reason = GatedText(label=_("Reason"), long=4, limit=2000, help_text=_("What was reached, what is left."))

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        day = given.get("review_on")
        if given.get("goes_on") == "yes" and (day is None or day <= clock.today()):
            self.add_error("review_on", _("Name the day of the next review; it lies ahead."))
        return given


class AccessForm(ReasonForm):
    access = one_of([c for c in Platform.Access.choices if c[0] != Platform.Access.RESTRICTED], _("Access"))
    field_order = ("access", "reason")


class JoinForm(KeptForm):
    capacity = Hats()

    def __init__(self, *args: Any, hats: Sequence[Capacity], own_name: bool, **given: Any) -> None:
        super().__init__(*args, **given)
        self.hats = {str(hat.pk): hat for hat in hats}
        self.fields["capacity"].offer(hats, own_name=own_name)  # type: ignore[attr-defined]

    def clean_capacity(self) -> Capacity | None:
        return self.hats.get(str(self.cleaned_data.get("capacity") or ""))


class AskForm(JoinForm):
    reason = GatedText(label=_("Why you would join"), long=3, limit=1000, help_text=_("Its conveners read it."))


class TakeInForm(KeptForm):
    taken = one_of((("yes", _("Take in")), ("no", _("Do not take in"))), _("What do you say?"))
    reason = GatedText(
        label=_("Reason"), long=2, limit=1000, required=False, help_text=_("Needed where you do not: who asked reads it.")
    )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("taken") == "no" and not given.get("reason"):
            self.add_error("reason", _("Say why you do not take them in."))
        return given


class BringInForm(KeptForm):
    email = forms.EmailField(label=_("Official e-mail address"), help_text=_("Of somebody who acts here in a capacity."))
    role = one_of(Membership.Role.choices, _("As"))

    def __init__(self, *args: Any, draft: bool = False, **given: Any) -> None:
        super().__init__(*args, **given)
        if draft:  # which its conveners alone see
            convener = Membership.Role.CONVENER
            self.fields["role"].choices = [(convener.value, convener.label)]  # type: ignore[attr-defined]


class InviteForm(KeptForm):
    country = NamedChoice(Area.objects.none(), label=_("Country"), to_field_name="code")
    text = GatedText(label=_("Why it is invited"), long=5, limit=2000)
    language = written_in()

    def __init__(self, *args: Any, world: str, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["country"].queryset = Area.objects.countries().in_world(world)  # type: ignore[attr-defined]


ANSWERS = [choice for choice in Invitation.Answer.choices if choice[0]]


class AnswerInvitationForm(KeptForm):
    answer = one_of(ANSWERS, _("Your country's answer"))
    reason = GatedText(label=_("Reason"), long=4, limit=2000, required=False, help_text=_("Needed where you say no or later."))
    language = written_in()

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("answer") in ("no", "later") and not given.get("reason"):
            self.add_error("reason", _("Say why: it is shown beside your answer."))
        return given
