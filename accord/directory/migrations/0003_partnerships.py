import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('directory', '0002_initial'),
        ('people', '0001_initial'),
        ('record', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='partnership',
            name='countries',
            field=models.ManyToManyField(blank=True, related_name='partnerships', to='people.area'),
        ),
        migrations.AddField(
            model_name='partnership',
            name='countries_source',
            field=models.CharField(blank=True, max_length=300),
        ),
        migrations.AddField(
            model_name='partnership',
            name='host_until',
            field=models.CharField(blank=True, max_length=20),
        ),
        migrations.AddField(
            model_name='partnership',
            name='organisation',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='partnerships', to='people.organisation'),
        ),
        migrations.AddField(
            model_name='partnership',
            name='topics',
            field=models.ManyToManyField(blank=True, related_name='+', to='record.topic'),
        ),
    ]
