# The first state of the models.

import django.db.models.deletion
import modelcluster.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('comms_plans', '0001_initial'),
        ('unit_pages', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='plan',
            name='unit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plans', to='unit_pages.unit', verbose_name='issuing unit'),
        ),
        migrations.AddField(
            model_name='legalbasis',
            name='plan',
            field=modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='legal_bases', to='comms_plans.plan', verbose_name='plan'),
        ),
        migrations.AddField(
            model_name='planpart',
            name='plan',
            field=modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='comms_plans.plan', verbose_name='plan'),
        ),
        migrations.AddField(
            model_name='theme',
            name='plan',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='themes', to='comms_plans.plan', verbose_name='plan'),
        ),
        migrations.AddField(
            model_name='subtopic',
            name='theme',
            field=modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='subtopics', to='comms_plans.theme', verbose_name='theme'),
        ),
        migrations.AddField(
            model_name='thememapping',
            name='newer',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='comms_plans.theme', verbose_name='theme'),
        ),
        migrations.AddField(
            model_name='thememapping',
            name='older',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='comms_plans.theme', verbose_name='goes on from'),
        ),
        migrations.AddField(
            model_name='theme',
            name='goes_on_from',
            field=models.ManyToManyField(blank=True, related_name='goes_on_as', through='comms_plans.ThemeMapping', to='comms_plans.theme', verbose_name='goes on from'),
        ),
        migrations.AddConstraint(
            model_name='thememapping',
            constraint=models.UniqueConstraint(fields=('newer', 'older'), name='theme_mapping_once'),
        ),
        migrations.AddConstraint(
            model_name='theme',
            constraint=models.UniqueConstraint(fields=('plan', 'code'), name='theme_code_in_plan'),
        ),
        migrations.AddConstraint(
            model_name='theme',
            constraint=models.UniqueConstraint(fields=('plan', 'slug'), name='theme_slug_in_plan'),
        ),
        migrations.AddConstraint(
            model_name='theme',
            constraint=models.CheckConstraint(condition=models.Q(('priority_from__isnull', True), ('priority_until__isnull', True), ('priority_until__gt', models.F('priority_from')), _connector='OR'), name='theme_priority_ends_after_start'),
        ),
    ]
