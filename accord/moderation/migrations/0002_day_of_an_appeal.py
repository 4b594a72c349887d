"""Of an appeal the day is kept, and its id stands in no order: those of sealed authors are among them."""

import accord.kit.clock
import accord.record.models.sealing
from django.db import migrations, models
from django.db.models.functions import TruncDate
from typing import Any


def keep_the_day(apps: Any, schema_editor: Any) -> None:
    apps.get_model("moderation", "Appeal").objects.update(on=TruncDate("at"))


class Migration(migrations.Migration):
    dependencies = [("moderation", "0001_tables")]

    operations = [
        migrations.AddField("appeal", "on", models.DateField(default=accord.kit.clock.today)),
        migrations.RunPython(keep_the_day, migrations.RunPython.noop),
        migrations.RemoveField("appeal", "at"),
        migrations.AddField("appeal", "untold", models.BooleanField(default=False)),
        migrations.AlterField(
            "appeal",
            "id",
            models.BigIntegerField(default=accord.record.models.sealing.unordered_id, primary_key=True, serialize=False),
        ),
        migrations.AddIndex(
            "decision",
            models.Index(condition=models.Q(("author", None)), fields=["-at"], name="decisions_without_author"),
        ),
    ]
