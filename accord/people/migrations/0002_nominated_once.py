from typing import Any

import django.db.models.functions.comparison
from django.db import migrations, models

from accord.people.models import NOMINATED_TWICE


def close_repeated(apps: Any, schema_editor: Any) -> None:
    """Of several open nominations of one person for one capacity one stays: one that an officer checked, else the oldest.

    The journal is told of the others when all tables are as this version knows them (`directory`, after migrating)."""
    waiting = apps.get_model("people", "Capacity").objects.filter(state__in=("nominated", "checked"))
    seen: set[tuple[Any, ...]] = set()
    rows = list(waiting.order_by("id").values_list("pk", "state", "person_id", "role", "area_id", "organisation_id"))
    for pk, _state, *whom in sorted(rows, key=lambda row: (row[1] != "checked", row[0])):
        if tuple(whom) in seen:
            waiting.filter(pk=pk).update(state="refused", reason=NOMINATED_TWICE)
        seen.add(tuple(whom))


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0001_tables'),
    ]

    operations = [
        migrations.RunPython(close_repeated, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name='capacity',
            constraint=models.UniqueConstraint(models.F('person'), models.F('role'), django.db.models.functions.comparison.Coalesce('area', 0), django.db.models.functions.comparison.Coalesce('organisation', 0), condition=models.Q(('state__in', ('nominated', 'checked'))), name='nominated_once_at_a_time'),
        ),
    ]
