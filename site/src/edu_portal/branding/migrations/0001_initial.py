# The first state of the models.

from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Branding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, verbose_name='name')),
                ('place', models.CharField(blank=True, max_length=120, verbose_name='where the department is')),
                ('tokens', models.JSONField(blank=True, default=dict, verbose_name='design tokens')),
                ('footer_columns', models.JSONField(blank=True, default=list, verbose_name='columns of the footer')),
                ('boxes', models.JSONField(blank=True, default=list, verbose_name='ways to take part')),
                ('skyline_svg', models.TextField(blank=True, verbose_name='skyline')),
                ('digests', models.JSONField(blank=True, default=dict, editable=False)),
                ('is_sample', models.BooleanField(default=False, verbose_name='holds sample content')),
            ],
            options={
                'verbose_name': 'look of the portal',
                'verbose_name_plural': 'look of the portal',
            },
        ),
        migrations.CreateModel(
            name='Drawing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.SlugField(unique=True, verbose_name='name')),
                ('svg', models.TextField(verbose_name='SVG')),
                ('digest', models.CharField(editable=False, max_length=12)),
            ],
            options={
                'verbose_name': 'drawing',
                'verbose_name_plural': 'drawings',
            },
        ),
    ]
