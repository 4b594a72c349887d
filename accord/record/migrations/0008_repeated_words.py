"""A document is scored by how often a word stands in all of it. `accord reindex` (`accord run` does it) fills the column."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("record", "0007_merkle_log")]
    operations = [
        migrations.RemoveField("searchentry", "opening"),
        migrations.AddField("searchentry", "repeated", models.TextField(blank=True, default=""), preserve_default=False),
    ]
