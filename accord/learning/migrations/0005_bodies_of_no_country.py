"""A body of no country owns practices, adoptions, offers and a side of an exchange; the sides are told apart by giver and taker."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import F, Q

SIDES = [("giver", "Gives"), ("taker", "Takes")]


def name_sides(apps: Any, schema_editor: Any) -> None:
    """Which of the two the country was that proposed, or that said something."""
    exchanges, notes = (apps.get_model("learning", name)._default_manager for name in ("Exchange", "ExchangeNote"))
    exchanges.filter(proposing=F("giver")).update(proposed_by="giver")
    exchanges.filter(proposing=F("taker")).update(proposed_by="taker")
    of_giver = notes.filter(area=F("exchange__giver")).values("pk")
    notes.filter(pk__in=list(of_giver.values_list("pk", flat=True))).update(side="giver")
    notes.filter(side="").update(side="taker")


def area(related_name: str) -> Any:
    return models.ForeignKey(
        blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name=related_name, to="people.area"
    )


class Migration(migrations.Migration):
    dependencies = [("learning", "0004_question_to_adopter"), ("people", "0002_nominated_once")]

    operations = [
        migrations.AlterField("practice", "area", area("practices")),
        migrations.AddField("practice", "place", area("+")),
        migrations.AlterField("adoption", "area", area("adoptions")),
        migrations.AddField("adoption", "place", area("+")),
        migrations.AlterField("offer", "area", area("offers")),
        migrations.RemoveConstraint("exchange", "an_exchange_has_two_sides"),
        migrations.AlterField("exchange", "giver", area("+")),
        migrations.AlterField("exchange", "taker", area("+")),
        migrations.RenameField("exchange", "proposed_by", "proposing"),
        migrations.AddField(
            "exchange", "proposed_by", models.CharField(choices=SIDES, default="", max_length=5), preserve_default=False
        ),
        migrations.AddField(
            "exchangenote", "side", models.CharField(choices=SIDES, default="", max_length=5), preserve_default=False
        ),
        migrations.RunPython(name_sides, migrations.RunPython.noop),
        migrations.RemoveField("exchange", "proposing"),
        migrations.RemoveConstraint("exchangenote", "one_note_a_side_and_time"),
        migrations.RemoveField("exchangenote", "area"),
        migrations.AddConstraint(
            "exchangenote",
            models.UniqueConstraint(fields=("exchange", "side", "months"), name="one_note_a_side_and_time"),
        ),
        migrations.AddConstraint(
            "practice",
            models.CheckConstraint(
                condition=Q(area__isnull=False, place__isnull=True) | Q(area__isnull=True, owner__isnull=False),
                name="a_practice_is_of_a_country_or_of_a_body",
            ),
        ),
        migrations.AddConstraint(
            "adoption",
            models.CheckConstraint(
                condition=Q(area__isnull=False, place__isnull=True)
                | Q(area__isnull=True, place__isnull=False, owner__isnull=False),
                name="an_adoption_is_in_one_country",
            ),
        ),
        migrations.AddConstraint(
            "offer",
            models.CheckConstraint(
                condition=Q(area__isnull=False) | Q(owner__isnull=False), name="an_offer_is_of_a_country_or_of_a_body"
            ),
        ),
        migrations.AddConstraint(
            "exchange",
            models.CheckConstraint(
                condition=(Q(giver__isnull=False) | Q(giver_body__isnull=False))
                & (Q(taker__isnull=False) | Q(taker_body__isnull=False)),
                name="each_side_of_an_exchange_is_told",
            ),
        ),
        migrations.AddConstraint(
            "exchange",
            models.CheckConstraint(
                condition=Q(giver__isnull=True) | Q(taker__isnull=True) | ~Q(giver=F("taker")), name="an_exchange_has_two_sides"
            ),
        ),
        migrations.AddConstraint(
            "exchange",
            models.CheckConstraint(
                condition=Q(giver__isnull=False) | Q(taker__isnull=False) | ~Q(giver_body=F("taker_body")),
                name="an_exchange_of_bodies_has_two_sides",
            ),
        ),
    ]
