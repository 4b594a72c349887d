from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("people", "0001_initial"), ("record", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="audience",
            name="world",
            field=models.CharField(choices=[("real", "Real"), ("demo", "Demonstration")], default="real", max_length=4),
        ),
        migrations.AlterField(model_name="audience", name="code", field=models.CharField(max_length=120)),
        migrations.AddConstraint(
            model_name="audience",
            constraint=models.UniqueConstraint(fields=("code", "world"), name="one_audience_a_world"),
        ),
    ]
