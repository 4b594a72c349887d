"""Forms of the joint work plan: one short form a row, a table of them, how far it is, what a country agrees to."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accord.calc.names import same_names, split_names
from accord.kit.widgets import NumberText
from accord.record.choices import NamedChoice, TopicChoices, one_of
from accord.record.editing import KeptForm
from accord.record.fields import Day, GatedText
from accord.spaces.forms.fields import Bodies, Countries, set_world, written_in
from accord.spaces.forms.threats import why_it_changes
from accord.spaces.models import JointAction, Platform, Solution

MOST_PROVINCES, LONGEST_PROVINCE = 40, 80
SELDOM = ("provinces", "status", "people_reached", "needs", "offers", "text", "solution")  # opened, where one wants to tell it


class SolutionChoice(NamedChoice):
    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.ref} – {obj.title}"


class ProgressForm(KeptForm):
    status = one_of(JointAction.Status.choices, _("How far is it?"))
    people_reached = forms.IntegerField(
        label=_("People reached"), required=False, min_value=0, max_value=10**9, widget=NumberText(),
        help_text=_("Empty where nobody knows: unknown is not nought."),
    )  # fmt: skip


class JointActionForm(KeptForm):
    title = GatedText(label=_("What is done"), max_length=160)
    organisation = Bodies(label=_("Who does it, where it is in the directory"), required=False)
    who = GatedText(label=_("Who does it, by name"), required=False, max_length=200)
    strategies = TopicChoices("inspire", label=_("INSPIRE strategies"))
    sectors = TopicChoices("sector", label=_("Sectors"))
    areas = Countries(label=_("Countries"))
    provinces = GatedText(
        label=_("Provinces or districts"), required=False, long=2,
        help_text=_("As the country names them, one a line. Empty: the whole country."),
    )  # fmt: skip
    starts_on = Day(label=_("Starts on"), required=False)
    ends_on = Day(label=_("Ends on"), required=False)
    needs = GatedText(label=_("What it needs"), required=False, long=2, limit=1000)
    offers = GatedText(label=_("What it offers to others"), required=False, long=2, limit=1000)
    text = GatedText(label=_("More about it"), required=False, long=4, limit=4000)
    solution = SolutionChoice(
        Solution.objects.none(), label=_("Joint solution that it carries out"), to_field_name="ref", required=False
    )
    language = written_in()

    def __init__(self, *args: Any, platform: Platform, agreed: bool = False, **given: Any) -> None:
        super().__init__(*args, **given)
        set_world(self, platform.world)
        self.platform = platform
        self.fields["solution"].queryset = Solution.objects.filter(threat__platform=platform)  # type: ignore[attr-defined]
        if agreed:
            self.fields["reason"] = why_it_changes()

    def clean_provinces(self) -> list[str]:
        names = split_names(self.cleaned_data["provinces"])
        if len(names) > MOST_PROVINCES or any(len(name) > LONGEST_PROVINCE for name in names):
            raise forms.ValidationError(
                _("Name %(n)s provinces at most, of %(letters)s letters at most.")
                % {"n": MOST_PROVINCES, "letters": LONGEST_PROVINCE}
            )
        used = self.platform.joint_actions.values_list("provinces", flat=True)
        return same_names(names, [name for one in used for name in one])

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if not given.get("organisation") and not given.get("who") and "who" not in self.errors:
            self.add_error("who", _("Say who does it."))
        start, end = given.get("starts_on"), given.get("ends_on")
        if start and end and end < start:
            self.add_error("ends_on", _("It ends before it starts."))
        given["topics"] = [*(given.pop("strategies", None) or ()), *(given.pop("sectors", None) or ())]
        return given


class NewActionForm(JointActionForm, ProgressForm):
    """The whole row at once: how far it is already, too. Afterwards that is told apart from the wording.

    Who does what, where and when is asked at once; of the two ways to say who, the one that fits the sender. The rest is opened.
    """

    field_order = ("title", "organisation", "who", "areas", "strategies", "sectors", "starts_on", "ends_on", "language", *SELDOM)
    folded_words = _("How far it is, what it needs and offers, provinces, more about it")

    def __init__(self, *args: Any, of_a_body: bool = False, **given: Any) -> None:
        """`of_a_body`: the sender acts for one in the directory, which stands there already as the one that does it."""
        super().__init__(*args, **given)
        self.fields["status"].required = False
        self.folded = ("who" if of_a_body else "organisation", *SELDOM)

    @property
    def folded_is_open(self) -> bool:
        usual = (None, "", str(JointAction.Status.PLANNED))
        return any(self[name].errors or self[name].value() not in usual for name in self.folded)

    def clean_status(self) -> str:
        return str(self.cleaned_data["status"] or JointAction.Status.PLANNED)


class AgreeForm(KeptForm):
    actions = forms.MultipleChoiceField(label=_("Your country agrees to"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, waiting: Sequence[JointAction], **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["actions"].choices = [  # type: ignore[attr-defined]
            (f"{a.ref}@{a.version}", f"{a.title} ({a.ref.rpartition('-')[2]})") for a in waiting
        ]


class AskWordingForm(KeptForm):
    text = GatedText(
        label=_("What would have to change"), long=4, limit=2000,
        help_text=_("It is shown beside your country's name. Once it is reworded, your country is asked anew."),
    )  # fmt: skip
    language = written_in()


class LoadPlanForm(KeptForm):
    file = forms.FileField(
        label=_("File"), allow_empty_file=True,
        help_text=_("XLSX or CSV with one row an action; at most 2,000 rows. Rows with a number are changed, others are new."),
    )  # fmt: skip
