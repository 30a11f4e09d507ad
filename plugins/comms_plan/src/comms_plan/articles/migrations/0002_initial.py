# The first state of the models.

import modelcluster.fields
from django.db import migrations


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('comms_articles', '0001_initial'),
        ('comms_plans', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='article',
            name='audiences',
            field=modelcluster.fields.ParentalManyToManyField(blank=True, related_name='articles', to='comms_plans.audience', verbose_name='audiences'),
        ),
    ]
