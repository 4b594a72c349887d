"""What is searched and scored moves to narrow rows of its own. They are filled by `accord reindex` (`accord run` does it)."""

import django.db.models.deletion
from django.db import migrations, models


def drop_wide_vectors(apps, editor):
    if editor.connection.vendor == "postgresql":
        editor.execute(
            "ALTER TABLE record_searchdocument DROP COLUMN IF EXISTS title_tsv, DROP COLUMN IF EXISTS body_tsv"
        )


class Migration(migrations.Migration):
    dependencies = [("record", "0003_audiences_of_the_demonstration")]
    operations = [
        migrations.RunPython(drop_wide_vectors, migrations.RunPython.noop),
        migrations.CreateModel(
            name="SearchEntry",
            fields=[
                ("document", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True,
                                                  related_name="entry", serialize=False, to="record.searchdocument")),
                ("title", models.TextField(blank=True)),
                ("opening", models.TextField(blank=True)),
                ("facets", models.TextField()),
            ],
        ),
    ]
