from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("spaces", "0001_tables")]

    operations = [
        migrations.AddField(
            model_name="consultation",
            name=name,
            field=models.CharField(blank=True, default="", max_length=2),
        )
        for name in ("consent_language", "results_language", "changed_language")
    ]
