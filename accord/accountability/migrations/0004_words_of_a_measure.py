"""A measure says whom its figures are of and where they come from, where the indicator's own words do not."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accountability", "0003_reasons_of_entries")]

    operations = [
        migrations.AddField("measure", "breakdown", models.CharField(blank=True, max_length=300)),
        migrations.AddField("measure", "source", models.CharField(blank=True, max_length=300)),
    ]
