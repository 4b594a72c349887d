import accord.kit.clock
import django.db.models.deletion
import django.db.models.manager
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('indicators', '0007_structures'),
        ('people', '0003_officers_and_registrars'),
        ('record', '0004_search_entries'),
    ]

    operations = [
        migrations.CreateModel(
            name='Intake',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('open', 'Being checked'), ('drafted', 'Ready to publish'), ('published', 'Published')], default='open', max_length=10)),
                ('file_name', models.CharField(max_length=200)),
                ('upload', models.CharField(max_length=80)),
                ('sha256', models.CharField(max_length=64)),
                ('size', models.PositiveIntegerField()),
                ('source', models.CharField(blank=True, max_length=300)),
                ('licence', models.CharField(blank=True, max_length=300)),
                ('url', models.URLField(blank=True)),
                ('dated', models.CharField(blank=True, max_length=20)),
                ('period', models.CharField(blank=True, max_length=40)),
                ('method', models.TextField(blank=True)),
                ('language', models.CharField(default='en', max_length=2)),
                ('layout', models.JSONField(default=dict)),
                ('mends', models.JSONField(default=list)),
                ('report', models.JSONField(default=dict)),
                ('version', models.PositiveIntegerField(default=1)),
                ('made_at', models.DateTimeField(default=accord.kit.clock.now)),
                ('changed_at', models.DateTimeField(default=accord.kit.clock.now)),
            ],
            options={
                'ordering': ('-id',),
            },
        ),
        migrations.AlterModelOptions(
            name='holding',
            options={'default_manager_name': 'everywhere'},
        ),
        migrations.AlterModelManagers(
            name='holding',
            managers=[
                ('everywhere', django.db.models.manager.Manager()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='release',
            name='one_release_a_file',
        ),
        migrations.AddField(
            model_name='origin',
            name='world',
            field=models.CharField(choices=[('real', 'Real'), ('demo', 'Demonstration')], default='real', max_length=4),
        ),
        migrations.AddField(
            model_name='release',
            name='event',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='record.event'),
        ),
        migrations.AddField(
            model_name='release',
            name='handling',
            field=models.JSONField(default=dict),
        ),
        migrations.AddField(
            model_name='release',
            name='language',
            field=models.CharField(default='en', max_length=2),
        ),
        migrations.AddField(
            model_name='release',
            name='loaded_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.capacity'),
        ),
        migrations.AddField(
            model_name='release',
            name='original_sha256',
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddField(
            model_name='release',
            name='upload',
            field=models.CharField(blank=True, max_length=80),
        ),
        migrations.AddField(
            model_name='release',
            name='world',
            field=models.CharField(choices=[('real', 'Real'), ('demo', 'Demonstration')], default='real', max_length=4),
        ),
        migrations.AlterField(
            model_name='origin',
            name='name',
            field=models.CharField(max_length=300),
        ),
        migrations.AlterField(
            model_name='release',
            name='state',
            field=models.CharField(choices=[('draft', 'Draft'), ('published', 'Published')], max_length=10),
        ),
        migrations.AddConstraint(
            model_name='origin',
            constraint=models.UniqueConstraint(fields=('name', 'area'), name='one_origin_a_name_in_a_country'),
        ),
        migrations.AddConstraint(
            model_name='origin',
            constraint=models.UniqueConstraint(condition=models.Q(('area__isnull', True)), fields=('name', 'world'), name='one_origin_a_name_without_country'),
        ),
        migrations.AddConstraint(
            model_name='release',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'published')), fields=('sha256', 'source', 'licence', 'flow', 'world'), name='one_release_a_file'),
        ),
        migrations.AddField(
            model_name='intake',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.capacity'),
        ),
        migrations.AddField(
            model_name='intake',
            name='release',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='intakes', to='indicators.release'),
        ),
        migrations.AddIndex(
            model_name='intake',
            index=models.Index(fields=['by', '-made_at'], name='intake_of_capacity'),
        ),
    ]
