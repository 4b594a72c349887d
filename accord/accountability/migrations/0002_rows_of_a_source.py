"""How many rows of a source are held, counted once here and by each import afterwards."""

from typing import Any

from django.db import migrations, models


def count(apps: Any, schema_editor: Any) -> None:
    given = apps.get_model("accountability", "Recommendation").objects.filter(session__isnull=False)
    for held in apps.get_model("accountability", "Holding").objects.all():
        held.rows = given.filter(source=held.source, area__world=held.world).count()
        held.save(update_fields=["rows"])


class Migration(migrations.Migration):
    dependencies = [("accountability", "0001_tables")]

    operations = [
        migrations.AddField("holding", "rows", models.PositiveIntegerField(default=0)),
        migrations.RunPython(count, migrations.RunPython.noop),
    ]
