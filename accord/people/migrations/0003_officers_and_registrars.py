import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("people", "0002_officers_by_capacity")]

    operations = [
        migrations.RemoveField(model_name="person", name="is_officer"),
        migrations.AddField(
            model_name="organisation",
            name="registered_by",
            field=models.ForeignKey(
                blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
    ]
