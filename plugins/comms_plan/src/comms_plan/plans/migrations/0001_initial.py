# The first state of the models.

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Audience',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(unique=True, verbose_name='code')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
            ],
            options={
                'verbose_name': 'audience',
                'verbose_name_plural': 'audiences',
                'ordering': ['position', 'code'],
            },
        ),
        migrations.CreateModel(
            name='LegalBasis',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                ('kind', models.CharField(max_length=60, verbose_name='kind')),
                ('number', models.CharField(max_length=60, verbose_name='number')),
                ('signed_on', models.DateField(blank=True, null=True, verbose_name='date')),
                ('issuer', models.CharField(blank=True, max_length=200, verbose_name='issuer')),
                ('subject', models.TextField(blank=True, verbose_name='subject')),
            ],
            options={
                'verbose_name': 'legal basis',
                'verbose_name_plural': 'legal bases',
                'ordering': ['position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='PlanPart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('section', models.CharField(choices=[('purpose', 'I.1 Purpose'), ('requirement', 'I.2 Requirement'), ('other_content', 'II.2 Other content'), ('office', "III.1 The department's office"), ('professional_offices', "III.2 The department's professional offices"), ('quota', 'III.2 Number of items'), ('districts_and_units', 'III.3 District offices and units'), ('responsible_head', 'Heads who carry the plan out'), ('recipient', 'Recipient')], max_length=24, verbose_name='section')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
                ('text', models.TextField(verbose_name='text')),
                ('rule', models.JSONField(blank=True, null=True, verbose_name='rule as data')),
            ],
            options={
                'verbose_name': 'part of a plan',
                'verbose_name_plural': 'parts of a plan',
                'ordering': ['plan', 'section', 'position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Subtopic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=160, verbose_name='name')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
            ],
            options={
                'verbose_name': 'sub-topic',
                'verbose_name_plural': 'sub-topics',
                'ordering': ['theme', 'position', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Theme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, verbose_name='short name')),
                ('slug', models.SlugField(max_length=100, verbose_name='address')),
                ('code', models.CharField(max_length=10, verbose_name='code')),
                ('position', models.PositiveSmallIntegerField(verbose_name='number')),
                ('text', models.TextField(verbose_name='words of the plan')),
                ('ends_on', models.DateField(blank=True, help_text='The first day without the theme.', null=True, verbose_name='ended on')),
                ('priority_from', models.DateField(blank=True, null=True, verbose_name='priority from')),
                ('priority_until', models.DateField(blank=True, null=True, verbose_name='priority until')),
            ],
            options={
                'verbose_name': 'theme',
                'verbose_name_plural': 'themes',
                'ordering': ['plan', 'position'],
            },
        ),
        migrations.CreateModel(
            name='ThemeMapping',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
            options={
                'verbose_name': 'theme mapping',
                'verbose_name_plural': 'theme mappings',
            },
        ),
        migrations.CreateModel(
            name='Period',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(help_text='For example 2021-2022.', unique=True, verbose_name='code')),
                ('name', models.CharField(max_length=80, verbose_name='name')),
                ('kind', models.CharField(choices=[('school_year', 'School year'), ('calendar_year', 'Calendar year'), ('years', 'Several years')], default='school_year', max_length=14, verbose_name='kind')),
                ('starts_on', models.DateField(verbose_name='from')),
                ('ends_on', models.DateField(help_text='The first day after the period.', verbose_name='until')),
            ],
            options={
                'verbose_name': 'period',
                'verbose_name_plural': 'periods',
                'ordering': ['-starts_on'],
                'constraints': [models.CheckConstraint(condition=models.Q(('ends_on__gt', models.F('starts_on'))), name='period_ends_after_start', violation_error_message='A period cannot end before it starts.')],
            },
        ),
        migrations.CreateModel(
            name='Plan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(unique=True, verbose_name='code')),
                ('is_sample', models.BooleanField(default=False, verbose_name='sample copy')),
                ('superior_body', models.CharField(blank=True, max_length=200, verbose_name='superior body')),
                ('issuer', models.CharField(max_length=200, verbose_name='issuer')),
                ('kind', models.CharField(max_length=60, verbose_name='kind of document')),
                ('title', models.CharField(max_length=255, verbose_name='title')),
                ('place', models.CharField(blank=True, max_length=80, verbose_name='place of issue')),
                ('number_raw', models.CharField(blank=True, max_length=80, verbose_name='number as read')),
                ('number_is_doubtful', models.BooleanField(default=False, verbose_name='number is doubtful')),
                ('date_raw', models.CharField(blank=True, max_length=80, verbose_name='date as read')),
                ('date_is_doubtful', models.BooleanField(default=False, verbose_name='date is doubtful')),
                ('signed_on', models.DateField(blank=True, null=True, verbose_name='date')),
                ('signer_raw', models.CharField(blank=True, max_length=120, verbose_name='signer as read')),
                ('signer_is_doubtful', models.BooleanField(default=False, verbose_name='signer is doubtful')),
                ('signer_title', models.CharField(blank=True, max_length=120, verbose_name="signer's title")),
                ('copied_from', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='copies', to='comms_plans.plan', verbose_name='copied from')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='child_plans', to='comms_plans.plan', verbose_name='derived from the plan')),
                ('period', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plans', to='comms_plans.period', verbose_name='period')),
            ],
            options={
                'verbose_name': 'plan',
                'verbose_name_plural': 'plans',
                'ordering': ['-period__starts_on', 'pk'],
            },
        ),
    ]
