from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('discussions', '0003_pictures_in_order'),
    ]

    operations = [
        migrations.AddField(
            model_name='attachment',
            name='since',
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddField(
            model_name='attachment',
            name='until',
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
    ]
