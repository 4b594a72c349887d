"""What a country says of itself has its reason, as each other judgement has."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accountability", "0002_rows_of_a_source")]

    operations = [
        migrations.AddConstraint(
            "entry", models.CheckConstraint(condition=~models.Q(rationale=""), name="an_entry_has_its_rationale")
        ),
    ]
