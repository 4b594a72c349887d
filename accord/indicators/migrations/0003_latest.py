"""Which row a page shows. (The marks themselves are written anew by 0004, from Parquet.)"""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("indicators", "0002_initial")]
    operations = [
        migrations.AddField("observation", "latest", models.BooleanField(default=False)),
        migrations.AddIndex(
            "observation",
            models.Index(condition=models.Q(("latest", True)), fields=["indicator", "release"], name="observation_latest"),
        ),
    ]
