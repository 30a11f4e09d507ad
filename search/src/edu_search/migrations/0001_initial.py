# The first state of the models.

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('contenttypes', '0002_remove_content_type_name'),
    ]

    operations = [
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('object_id', models.CharField(max_length=64)),
                ('type', models.SlugField(max_length=40, verbose_name='type')),
                ('owner', models.CharField(blank=True, db_index=True, max_length=80, verbose_name='owner')),
                ('title', models.CharField(max_length=500, verbose_name='title')),
                ('title_fold', models.TextField(editable=False)),
                ('summary', models.TextField(blank=True, verbose_name='summary')),
                ('url_path', models.CharField(max_length=600, verbose_name='address')),
                ('published_at', models.DateTimeField(blank=True, db_index=True, null=True, verbose_name='published at')),
                ('content_type', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='contenttypes.contenttype')),
            ],
            options={
                'verbose_name': 'search entry',
                'verbose_name_plural': 'search entries',
                'constraints': [models.UniqueConstraint(fields=('content_type', 'object_id'), name='entry_once')],
            },
        ),
    ]
