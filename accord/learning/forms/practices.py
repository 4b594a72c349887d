"""Forms of practices, their evidence, reviews, ratings and questions."""

from collections.abc import Collection, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accord.kit import clock
from accord.kit.widgets import NumberText
from accord.learning.criteria import CRITERIA, LEVELS
from accord.learning.models import Evidence, Practice
from accord.learning.models.practices import Grade
from accord.learning.practice_states import ASKED
from accord.people.choosing import country_choices
from accord.people.models import Area
from accord.record.choices import EMPTY, LANGUAGE, NamedChoice, TopicChoices, one_of
from accord.record.editing import KeptForm
from accord.record.fields import Amount, GatedText, GatedURL
from accord.record.models import Card

LIMIT = 8_000  # of each text
MARKDOWN = _("Blank lines part paragraphs; - begins a list, **bold**, [words](https://address).")
NEVER_TOLD = _("This was not asked when the practice was published. Please tell it now; you may save without it.")


def year(label: Any, **given: Any) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=1900, max_value=2200, widget=NumberText(), **given)


def language() -> forms.ChoiceField:
    return forms.ChoiceField(label=_("Language you write in"), choices=LANGUAGE)


SEVERAL = "several"


def country(label: Any, **given: Any) -> NamedChoice:
    """Of which world is said when the form is made (`offer_countries`)."""
    return NamedChoice(Area.objects.none(), label=label, to_field_name="code", **given)


class PlaceChoice(NamedChoice):
    """One country, or several of them."""

    def to_python(self, value: Any) -> Any:
        return SEVERAL if value == SEVERAL else super().to_python(value)


def offer_countries(form: forms.Form, name: str, world: str | None, *others: tuple[str, Any]) -> None:
    """The countries of this world by name, after `others`; without a world the field is not asked."""
    if world is None:
        del form.fields[name]
        return
    field: Any = form.fields[name]
    field.queryset = Area.objects.countries().in_world(world)
    field.choices = [("", EMPTY), *others, *((one.code, one.words) for one in country_choices(world))]


class ReasonForm(KeptForm):
    reason = GatedText(label=_("Reason"), long=4)


class FreeForm(ReasonForm):
    """`begun`: the countries whose peers have begun, by number."""

    area = forms.TypedChoiceField(label=_("The peer of which country"), coerce=int, widget=forms.RadioSelect)
    field_order = ("area", "reason")

    def __init__(self, *args: Any, begun: Sequence[tuple[int, str]], **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["area"].choices = begun  # type: ignore[attr-defined]


class ConfirmForm(KeptForm):
    """Only a button."""


class PracticeForm(KeptForm):
    """A draft may leave everything open but its title, its kind and one sentence; what has to be written is asked before it
    is sent."""

    title = GatedText(label=_("Title"), max_length=160)
    kind = one_of(Practice.Kind.choices, _("What kind of practice it is"))
    summary = GatedText(
        label=_("In short"), long=3, max_length=500, help_text=_("One or two sentences: what, for whom, with which result.")
    )
    problem = GatedText(label=_("The problem"), long=5, limit=LIMIT, required=False, help_text=MARKDOWN)
    context = GatedText(
        label=_("Where and for whom"), long=4, limit=LIMIT, required=False,
        help_text=_("What another country has to know to tell whether it is alike: people, places, law, services."),
    )  # fmt: skip
    place = PlaceChoice(Area.objects.none(), label=_("Where it was done"), to_field_name="code", required=False)
    done = GatedText(
        label=_("What was done"), long=6, limit=LIMIT, required=False, help_text=_("Step by step, so that others could do it.")
    )
    topics = TopicChoices("inspire", label=_("INSPIRE strategies"))
    forms = TopicChoices("form", label=_("Forms of violence"))
    sectors = TopicChoices("sector", label=_("Sectors"))
    cost = Amount(label=_("Cost"), required=False, min_value=0, max_digits=14, decimal_places=2)
    currency = GatedText(label=_("Currency"), required=False, max_length=3, help_text=_("Three letters, as EUR."))
    cost_year = year(_("Year of the cost"), help_text=_("Prices of which year."))
    cost_covers = GatedText(
        label=_("What the cost covers"), required=False, max_length=300,
        help_text=_("For how many, for how long, without what; or why the cost is not known."),
    )  # fmt: skip
    staffing = GatedText(
        label=_("Who it takes"), long=3, limit=LIMIT, required=False, help_text=_("How many people, with which training.")
    )
    results = GatedText(
        label=_("What came of it"), long=5, limit=LIMIT, required=False,
        help_text=_("Measured how, by whom. Links to evidence for and against are added on the next page."),
    )  # fmt: skip
    failed = GatedText(
        label=_("What did not work"), long=4, limit=LIMIT, required=False,
        help_text=_("Others learn most from this. If nothing failed, say how you looked for it."),
    )  # fmt: skip
    adapt = GatedText(
        label=_("How to adapt it"),
        long=4,
        limit=LIMIT,
        required=False,
        help_text=_("What must stay as it is, and what may change."),
    )
    since = year(_("Year it began"))
    language = language()

    def __init__(
        self, *args: Any, revising: bool = False, places: str | None = None, never_told: Collection[str] = (), **given: Any
    ) -> None:
        """`places`: the world of the countries where a body of no country may have done it; None where a country's own.
        `never_told`: what one that is revised was published without, since it was not asked then."""
        super().__init__(*args, **given)
        offer_countries(self, "place", places, (SEVERAL, _("In several countries")))
        for name in (*ASKED, "failed", "topics"):
            self.fields[name].later = not revising  # type: ignore[attr-defined]
            self.fields[name].required = revising and name not in never_told
            if revising and name in never_told:
                self.fields[name].help_text = NEVER_TOLD
        self.revising = revising
        if revising:
            self.fields["reason"] = GatedText(
                label=_("Why the wording changes"), long=2, help_text=_("The old wording stays readable beside the new one.")
            )

    def clean_currency(self) -> str:
        value = str(self.cleaned_data["currency"]).upper()
        if value and not (len(value) == 3 and value.isascii() and value.isalpha()):
            raise forms.ValidationError(_("A currency has three letters, as EUR or XOF."))
        return value

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if given.get("cost") is not None:
            if not given.get("currency") and "currency" not in self.errors:
                self.add_error("currency", _("Name the currency of the cost."))
            if not given.get("cost_year") and "cost_year" not in self.errors:
                self.add_error("cost_year", _("Name the year of the cost: prices change."))
        elif given.get("currency") or given.get("cost_year"):
            given["currency"], given["cost_year"] = "", None
        if self.revising and given.get("cost") is None and not given.get("cost_covers") and "cost_covers" not in self.errors:
            self.add_error("cost_covers", _("Tell the cost, or say why it is not known."))
        if "place" in self.fields:
            given["place_open"] = not given.get("place")
            given["place"] = None if given.get("place") == SEVERAL else given.get("place")
        for name in ("cost_year", "since"):
            if given.get(name) and given[name] > clock.today().year:
                self.add_error(name, _("This year is still to come."))
        return given


class EvidenceForm(KeptForm):
    title = GatedText(label=_("Title"), max_length=200, help_text=_("Of the study, evaluation, audit or report."))
    url = GatedURL(label=_("Where it stands"), required=False, help_text=_("Its address on the web."))
    ref = GatedText(
        label=_("Or a record of this site"), required=False, max_length=160,
        help_text=_("Its path, as indicators/16.2.1 or reports/…: the two are then linked both ways."),
    )  # fmt: skip
    year = year(_("Year"))
    stance = one_of(Evidence.Stance.choices, _("What it says"))
    note = GatedText(
        label=_("What it found, and how"), long=3, max_length=500, help_text=_("Who measured, on how many, against what.")
    )

    def __init__(self, *args: Any, practice: Practice, reader: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        self.practice, self.reader = practice, reader

    def clean_ref(self) -> Card | None:
        """A card that everyone sees, of the same world (an indicator is of both)."""
        ref = str(self.cleaned_data["ref"]).strip().strip("/")
        if not ref:
            return None
        found = Card.objects.visible_to(self.reader).filter(ref=ref, audience__code="public").first()
        if found is None or found.ref == f"practices/{self.practice.ref}":
            raise forms.ValidationError(_("No public record here has this path."))
        if found.world != self.practice.world and found.kind != "indicator":
            raise forms.ValidationError(_("Nobody of one world acts in the other."))
        return found

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        given["card"] = given.pop("ref", None)
        if not given["card"] and not given.get("url") and not self.errors:
            self.add_error("url", _("Give an address or a record: evidence can be looked up."))
        return given


class UpdateForm(KeptForm):
    text = GatedText(
        label=_("What became of it since"), long=5, max_length=3000, help_text=_("It grew, it stopped, it was measured again.")
    )
    language = language()


class DeclarationForm(KeptForm):
    declaration = GatedText(
        label=_("Interests that could conflict"), long=4, max_length=2000,
        help_text=_("Write “none” where there is none. It is printed with your review."),
    )  # fmt: skip
    agree = forms.BooleanField(
        label=_("I had no part in this practice, and was not paid by its owner or its country in the last two years.")
    )


class ReviewForm(KeptForm):
    """A mark for each criterion, then words, then the grade proposed. Saved as you go; finished by a step of its own."""

    strengths = GatedText(label=_("What it does well"), long=4, limit=LIMIT, required=False)
    gaps = GatedText(label=_("What is missing or doubtful"), long=4, limit=LIMIT, required=False)
    grade = one_of(
        Grade.choices,
        _("Grade you propose"),
        required=False,
        help_text=_("“Effect not shown” says that nothing shows it, not that it fails."),
    )
    reasons = GatedText(label=_("Why this grade"), long=4, limit=LIMIT, required=False)
    language = language()

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        for code, words in CRITERIA.items():
            self.fields[f"mark_{code}"] = one_of(LEVELS, words, required=False)
        for name in (*(f"mark_{code}" for code in CRITERIA), "grade", "reasons"):
            self.fields[name].later = True  # type: ignore[attr-defined]
        self.order_fields([*(f"mark_{code}" for code in CRITERIA), "strengths", "gaps", "grade", "reasons", "language"])

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        given["marks"] = {code: given[f"mark_{code}"] for code in CRITERIA if given.get(f"mark_{code}")}
        return given


class RateForm(KeptForm):
    grade = forms.ChoiceField(label=_("Rating"), widget=forms.RadioSelect)
    reasons = GatedText(
        label=_("Reasons"),
        long=5,
        limit=LIMIT,
        help_text=_("Which findings of the two peers weigh, and what would change the rating."),
    )
    language = language()

    def __init__(self, *args: Any, allowed: tuple[str, ...], **given: Any) -> None:
        super().__init__(*args, **given)
        names = dict(Grade.choices)
        self.fields["grade"].choices = [(code, names[code]) for code in allowed]  # type: ignore[attr-defined]


class QuestionForm(KeptForm):
    text = GatedText(
        label=_("Your question"), long=5, max_length=3000,
        help_text=_("It goes to who answers for the practice, with the capacity you ask in. Nobody else reads it."),
    )  # fmt: skip
    language = language()


class AnswerForm(KeptForm):
    text = GatedText(
        label=_("Your answer"), long=6, max_length=5000, help_text=_("Only who asked, and your own people, read it.")
    )
    language = language()
