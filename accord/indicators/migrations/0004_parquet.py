import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('indicators', '0003_latest'),
        ('people', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Holding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rows', models.PositiveIntegerField()),
                ('current', models.BooleanField(default=False)),
            ],
        ),
        migrations.CreateModel(
            name='Latest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sex', models.CharField(blank=True, max_length=20)),
                ('age', models.CharField(blank=True, max_length=60)),
                ('breakdown', models.CharField(blank=True, max_length=200)),
                ('start', models.PositiveSmallIntegerField()),
                ('end', models.PositiveSmallIntegerField()),
                ('value', models.DecimalField(decimal_places=6, max_digits=20, null=True)),
                ('lower', models.FloatField(null=True)),
                ('upper', models.FloatField(null=True)),
                ('unit', models.CharField(blank=True, max_length=60)),
                ('nature', models.CharField(blank=True, max_length=20)),
                ('flags', models.CharField(blank=True, max_length=40)),
                ('footnote', models.TextField(blank=True)),
            ],
        ),
        migrations.CreateModel(
            name='Origin',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=60, unique=True)),
                ('name', models.CharField(max_length=300, unique=True)),
                ('role', models.CharField(choices=[('custodian', 'Custodian agency'), ('national', 'National source'), ('other', 'Other source')], default='other', max_length=10)),
            ],
        ),
        migrations.AddField(
            model_name='release',
            name='attested_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.capacity'),
        ),
        migrations.AddField(
            model_name='release',
            name='breakdowns',
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name='release',
            name='flow',
            field=models.CharField(default='VAC', max_length=60),
        ),
        migrations.AddField(
            model_name='release',
            name='method',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='release',
            name='parquet',
            field=models.CharField(blank=True, max_length=100),
        ),
        migrations.AddField(
            model_name='release',
            name='parquet_sha256',
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name='release',
            name='period',
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name='release',
            name='published_at',
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='holding',
            name='indicator',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='holdings', to='indicators.indicator'),
        ),
        migrations.AddField(
            model_name='holding',
            name='release',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='holdings', to='indicators.release'),
        ),
        migrations.AddField(
            model_name='latest',
            name='area',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='latest', to='people.area'),
        ),
        migrations.AddField(
            model_name='latest',
            name='indicator',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='latest', to='indicators.indicator'),
        ),
        migrations.AddField(
            model_name='latest',
            name='release',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='latest', to='indicators.release'),
        ),
        migrations.AddField(
            model_name='origin',
            name='area',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.area'),
        ),
        migrations.AddField(
            model_name='release',
            name='origin',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='releases', to='indicators.origin'),
        ),
        migrations.AddIndex(
            model_name='holding',
            index=models.Index(condition=models.Q(('current', True)), fields=['indicator'], name='holding_current'),
        ),
        migrations.AddConstraint(
            model_name='holding',
            constraint=models.UniqueConstraint(fields=('release', 'indicator'), name='one_holding_an_indicator'),
        ),
        migrations.AddIndex(
            model_name='latest',
            index=models.Index(fields=['area', 'indicator'], name='latest_of_area'),
        ),
        migrations.AddConstraint(
            model_name='latest',
            constraint=models.UniqueConstraint(fields=('indicator', 'area', 'sex', 'release'), name='one_latest_a_series'),
        ),
    ]
