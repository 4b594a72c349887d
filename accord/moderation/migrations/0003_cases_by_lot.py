"""A case's id stands in no order: a gap told an officer of one that is not theirs to see."""

import accord.record.models.sealing
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("moderation", "0002_day_of_an_appeal")]

    operations = [
        migrations.AlterField(
            "case",
            "id",
            models.BigIntegerField(default=accord.record.models.sealing.unordered_id, primary_key=True, serialize=False),
        )
    ]
