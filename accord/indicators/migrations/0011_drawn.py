"""Pages of figures as drawn at publication. Empty to begin with: `accord draw` (`accord run` does it) fills it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("indicators", "0010_progress")]
    operations = [
        migrations.CreateModel(
            name="Drawn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=80)),
                ("language", models.CharField(max_length=2)),
                ("state", models.CharField(max_length=120)),
                ("parts", models.BinaryField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("key", "language"), name="one_drawing_a_language")],
            },
        ),
    ]
