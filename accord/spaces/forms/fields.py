"""Fields of this room's forms."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accord.calc.names import split_names
from accord.people.finding import countries_named, find_countries
from accord.people.models import Area, Capacity, Organisation
from accord.record.choices import LANGUAGE, NamedChoice
from accord.record.fields import GatedText

MOST_COUNTRIES = 60


def written_in(*, required: bool = True) -> forms.ChoiceField:
    return forms.ChoiceField(label=_("Language you write in"), choices=LANGUAGE, required=required)


class Countries(GatedText):
    """Countries by name or ISO3, typed: two hundred boxes would be no shorter. Gives areas, each once."""

    world = "real"

    def __init__(self, **given: Any) -> None:
        given.setdefault("help_text", _("Names or three-letter codes, with semicolons between, as Kenya; UGA."))
        super().__init__(limit=4000, **given)

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, str) or value is None:
            return value
        return "; ".join(str(area.name) for area in value)

    def clean(self, value: Any) -> list[Area]:  # type: ignore[override]
        found, unknown = find_countries(split_names(super().clean(value)), countries_named(self.world))
        if unknown:
            raise forms.ValidationError(_now("No country is named %(names)s.") % {"names": "; ".join(unknown)}, code="unknown")
        if len(found) > MOST_COUNTRIES:
            raise forms.ValidationError(_now("Name %(n)s countries at most.") % {"n": MOST_COUNTRIES}, code="many")
        return found


class Bodies(NamedChoice):
    """Verified organisations of a world."""

    def __init__(self, **given: Any) -> None:
        super().__init__(Organisation.objects.none(), to_field_name="slug", **given)

    def of_world(self, world: str) -> None:
        self.queryset = Organisation.objects.filter(world=world, verified_on__isnull=False)


class Hats(forms.ChoiceField):
    """The capacity in which the person does it."""

    def __init__(self, **given: Any) -> None:
        super().__init__(label=_("In which capacity"), widget=forms.RadioSelect, **given)

    def offer(self, hats: Sequence[Capacity], *, own_name: bool) -> None:
        """`own_name`: where nobody has to speak for a body."""
        own = [("", _("In my own name"))] if own_name else []
        self.choices = [*((str(hat.pk), str(hat)) for hat in hats), *own]
        self.required = not own_name
        if len(self.choices) == 1:
            self.initial = self.choices[0][0]


def set_world(form: forms.Form, world: str) -> None:
    for field in form.fields.values():
        if isinstance(field, Countries):
            field.world = world
        if isinstance(field, Bodies):
            field.of_world(world)
