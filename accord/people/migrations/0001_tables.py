import accord.kit.clock
import accord.kit.migrating
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('people', '0001_initial'), ('people', '0002_officers_by_capacity'), ('people', '0003_officers_and_registrars')]

    initial = True

    dependencies = [
        ('auth', '0012_alter_user_first_name_max_length'),
    ]

    operations = [
        accord.kit.migrating.CreateTables(
            operations=[
                migrations.CreateModel(
                    name='Person',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('password', models.CharField(max_length=128, verbose_name='password')),
                        ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                        ('is_superuser', models.BooleanField(default=False, help_text='Designates that this user has all permissions without explicitly assigning them.', verbose_name='superuser status')),
                        ('email', models.EmailField(max_length=254, unique=True)),
                        ('name', models.CharField(blank=True, max_length=200)),
                        ('language', models.CharField(default='en', max_length=2)),
                        ('is_active', models.BooleanField(default=True)),
                        ('world', models.CharField(choices=[('real', 'Real'), ('demo', 'Demonstration')], default='real', max_length=4)),
                        ('joined_at', models.DateTimeField(default=accord.kit.clock.now)),
                        ('groups', models.ManyToManyField(blank=True, help_text='The groups this user belongs to. A user will get all permissions granted to each of their groups.', related_name='user_set', related_query_name='user', to='auth.group', verbose_name='groups')),
                        ('user_permissions', models.ManyToManyField(blank=True, help_text='Specific permissions for this user.', related_name='user_set', related_query_name='user', to='auth.permission', verbose_name='user permissions')),
                    ],
                    options={
                        'abstract': False,
                    },
                ),
                migrations.CreateModel(
                    name='Area',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('code', models.CharField(max_length=40, unique=True)),
                        ('m49', models.CharField(blank=True, max_length=3)),
                        ('iso3', models.CharField(blank=True, max_length=3, null=True, unique=True)),
                        ('iso2', models.CharField(blank=True, max_length=2)),
                        ('kind', models.CharField(choices=[('member_state', 'Member State of the United Nations'), ('observer', 'Observer State'), ('area', 'Statistical area'), ('region', 'Region'), ('demo', 'Fictional country')], max_length=20)),
                        ('world', models.CharField(choices=[('real', 'Real'), ('demo', 'Demonstration')], default='real', max_length=4)),
                        ('names', models.JSONField(default=dict)),
                        ('ldc', models.BooleanField(default=False)),
                        ('lldc', models.BooleanField(default=False)),
                        ('sids', models.BooleanField(default=False)),
                        ('source', models.CharField(blank=True, max_length=300)),
                        ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='people.area')),
                    ],
                    options={
                        'ordering': ('code',),
                        'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('kind', 'demo'), ('world', 'demo')), models.Q(models.Q(('kind', 'demo'), _negated=True), ('world', 'real')), _connector='OR'), name='fictional_countries_are_demo')],
                    },
                ),
                migrations.CreateModel(
                    name='AreaAlias',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('alias', models.CharField(max_length=200, unique=True)),
                        ('source', models.CharField(max_length=300)),
                        ('area', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='aliases', to='people.area')),
                    ],
                ),
                migrations.CreateModel(
                    name='Capacity',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('role', models.CharField(choices=[('focal_point', 'Focal point'), ('alternate', 'Alternate focal point'), ('validator', 'Validating authority'), ('contributor', 'Contributor'), ('org_member', 'Member of an organisation'), ('assessor', 'Independent assessor'), ('peer_reviewer', 'Peer reviewer'), ('secretariat', 'Secretariat'), ('safeguarding', 'Safeguarding officer'), ('custodian', 'Custodian'), ('statistician', 'Statistician'), ('translator', 'Translator'), ('member', 'Member'), ('system', 'System')], max_length=20)),
                        ('state', models.CharField(choices=[('nominated', 'Nominated'), ('checked', 'Checked by one officer'), ('active', 'Active'), ('refused', 'Refused'), ('ended', 'Ended')], default='nominated', max_length=20)),
                        ('reason', models.TextField(blank=True)),
                        ('starts_on', models.DateField(blank=True, null=True)),
                        ('ends_on', models.DateField(blank=True, null=True)),
                        ('area', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='capacities', to='people.area')),
                        ('nominated_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.capacity')),
                        ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='capacities', to=settings.AUTH_USER_MODEL)),
                        ('succeeded_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.capacity')),
                    ],
                    options={
                        'verbose_name_plural': 'capacities',
                        'ordering': ('id',),
                    },
                ),
                migrations.CreateModel(
                    name='CapacityCheck',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('how', models.TextField()),
                        ('at', models.DateTimeField(default=accord.kit.clock.now)),
                        ('capacity', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='checks', to='people.capacity')),
                        ('officer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'constraints': [models.UniqueConstraint(fields=('capacity', 'officer'), name='one_check_an_officer')],
                    },
                ),
                migrations.CreateModel(
                    name='Organisation',
                    fields=[
                        ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                        ('slug', models.SlugField(unique=True)),
                        ('names', models.JSONField(default=dict)),
                        ('kind', models.CharField(choices=[('government', 'Government body'), ('cso', 'Civil society organisation'), ('nhri', 'National human rights institution'), ('un_agency', 'United Nations body'), ('regional_body', 'Regional body'), ('research', 'Research body'), ('donor', 'Donor'), ('private', 'Private sector'), ('youth', 'Child-led or youth group'), ('partnership', 'Partnership or network')], max_length=20)),
                        ('url', models.URLField(blank=True)),
                        ('world', models.CharField(choices=[('real', 'Real'), ('demo', 'Demonstration')], default='real', max_length=4)),
                        ('verified_on', models.DateField(blank=True, null=True)),
                        ('source', models.CharField(blank=True, max_length=300)),
                        ('area', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='organisations', to='people.area')),
                        ('registered_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ],
                    options={
                        'ordering': ('slug',),
                    },
                ),
                migrations.AddField(
                    model_name='capacity',
                    name='organisation',
                    field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='capacities', to='people.organisation'),
                ),
            ],
        ),
    ]
