"""Forms of moderators, and of whoever asked."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accord.discussions.forms.posts import LENGTH, WritingForm, written_in
from accord.people.models import Capacity
from accord.record.choices import NamedSelect
from accord.record.editing import KeptForm
from accord.record.fields import Day, GatedText
from accord.record.models import Card, Reader

FOLLOWED = ("joint_action", "commitment", "action", "solution", "meeting", "plan")  # kinds in which an action is followed
MOST = 200
_RANGE = re.compile(r"(\d{1,6})(?:\s*[-–]\s*(\d{1,6}))?\Z")


def why() -> GatedText:
    return GatedText(label=_("Reason"), max_length=300)


class ConfirmForm(KeptForm):
    """A button alone."""


class ReasonForm(KeptForm):
    reason = why()


class TitleForm(KeptForm):
    title = GatedText(label=_("Title"), max_length=160)
    language = written_in()
    reason = why()


class SummaryForm(WritingForm):
    text = GatedText(
        label=_("Summary"), long=6, limit=LENGTH, help_text=_("What was said, and where opinions differ. It stands on top.")
    )
    language = written_in()


class OutcomeForm(WritingForm):
    text = GatedText(
        label=_("What was decided"), long=5, limit=LENGTH, help_text=_("Who does what by when is added next, line by line.")
    )
    decided_on = Day(label=_("Decided on"))
    language = written_in()


class ActionForm(KeptForm):
    text = GatedText(label=_("What is to be done"), max_length=300)
    by = forms.ChoiceField(label=_("Who does it"), widget=NamedSelect, required=False)
    owner = GatedText(label=_("Or in words"), required=False, max_length=200, help_text=_("Where it is nobody who took part."))
    due = Day(label=_("Until"), required=False)
    followed = GatedText(
        label=_("Where it is followed"), required=False, max_length=200,
        help_text=_("The address of a joint action, a commitment or another record of this site."),
    )  # fmt: skip

    def __init__(self, *args: Any, hats: Iterable[Capacity] = (), reader: Reader, **given: Any) -> None:
        super().__init__(*args, **given)
        self.reader, self.hats = reader, {str(hat.pk): hat for hat in hats}
        field = self.fields["by"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("- Choose one -")), *((pk, str(hat)) for pk, hat in self.hats.items())]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        given["capacity"] = self.hats.get(given.get("by", ""))
        if not given["capacity"] and not given.get("owner"):
            self.add_error("owner", _now("Say who does it."))
        return given

    def clean_followed(self) -> Card | None:
        """An address as a browser shows it, or the record's name."""
        typed = str(self.cleaned_data.get("followed") or "")
        if not typed:
            return None
        ref = re.sub(r"\Ahttps?://[^/]+", "", typed).split("?")[0].split("#")[0].strip("/")
        ref = re.sub(r"\A(ar|en|es|fr|ru|zh)/", "", ref)
        found = Card.objects.visible_to(self.reader).filter(ref=ref, kind__in=FOLLOWED).first()
        if found is None:
            raise ValidationError(_now("No record of this site that you may see has this address."), code="unknown")
        return found


class Numbers(GatedText):
    """Numbers of posts, as `3, 5-8`. Gives them in order, each once."""

    def clean(self, value: Any) -> list[int]:  # type: ignore[override]
        found: set[int] = set()
        for part in re.split(r"[,;،\s]+", super().clean(value).replace(" -", "-").replace("- ", "-")):
            hit = _RANGE.match(part.removeprefix("#"))
            if not hit or (hit[2] and int(hit[2]) < int(hit[1])):
                raise ValidationError(
                    _now("“%(part)s” is no number of a post. Write them as 3, 5-8."), code="number", params={"part": part}
                )
            first, last = int(hit[1]), int(hit[2] or hit[1])
            if last - first > MOST:
                raise ValidationError(_now("At most %(n)d posts go at once.") % {"n": MOST}, code="many")
            found |= set(range(first, last + 1))
        if len(found) > MOST:
            raise ValidationError(_now("At most %(n)d posts go at once.") % {"n": MOST}, code="many")
        return sorted(found)


class SplitForm(KeptForm):
    numbers = Numbers(label=_("Numbers of the posts that go"), max_length=200, help_text=_("As 3, 5-8. The first post stays."))
    title = GatedText(label=_("Title of the new topic"), max_length=160)
    language = written_in()
    reason = why()


class MergeForm(KeptForm):
    into = GatedText(
        label=_("The topic that takes them in"), max_length=200, help_text=_("Its address, as your browser shows it.")
    )
    reason = why()


class MoveForm(KeptForm):
    place = forms.ChoiceField(label=_("Where it goes"), widget=NamedSelect)
    reason = why()

    def __init__(self, *args: Any, places: Iterable[Card] = (), **given: Any) -> None:
        super().__init__(*args, **given)
        self.places = {str(card.pk): card for card in places}
        field = self.fields["place"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("- Choose one -")), *((pk, str(card.name)) for pk, card in self.places.items())]

    def clean_place(self) -> Card:
        return self.places[self.cleaned_data["place"]]


class TranslationForm(WritingForm):
    text = GatedText(label=_("Translation"), long=8, limit=LENGTH)
    language = written_in()
    of_version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)
