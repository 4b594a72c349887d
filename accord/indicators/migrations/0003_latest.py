"""The row that a page shows is marked when a release comes in, so that a page need not read all rows."""

from django.db import migrations, models

from accord.indicators.series import mark_latest


def mark(apps, schema_editor):
    observation = apps.get_model("indicators", "Observation")
    for release in apps.get_model("indicators", "Release").objects.all():
        rows = list(observation.objects.filter(release=release))
        mark_latest(rows)
        observation.objects.bulk_update([row for row in rows if row.latest], ["latest"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("indicators", "0002_initial")]
    operations = [
        migrations.AddField("observation", "latest", models.BooleanField(default=False)),
        migrations.AddIndex(
            "observation",
            models.Index(condition=models.Q(("latest", True)), fields=["indicator", "release"], name="observation_latest"),
        ),
        migrations.RunPython(mark, migrations.RunPython.noop),
    ]
