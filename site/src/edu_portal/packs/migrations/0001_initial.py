# The first state of the models.

from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='PackEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=40)),
                ('key', models.CharField(max_length=160)),
                ('digest', models.CharField(max_length=64)),
                ('values', models.JSONField(default=dict)),
                ('object_id', models.PositiveBigIntegerField(null=True)),
                ('loaded_at', models.DateTimeField(auto_now=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('kind', 'key'), name='pack_entry_once')],
            },
        ),
    ]
