# The first state of the models.

import django.db.models.deletion
import unit_pages.subsites.base
import unit_pages.subsites.blocks
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.CreateModel(
            name='Article',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to=settings.WAGTAIL_PAGE_MODEL)),
                ('lead', models.TextField(blank=True, help_text='One or two sentences that say what happened, where and for whom.', max_length=500, verbose_name='lead')),
                ('picture_caption', models.CharField(blank=True, max_length=255, verbose_name='caption')),
                ('event_on', models.DateField(blank=True, help_text='For example 21/05/2022. Leave empty for none.', null=True, verbose_name='day of the event')),
                ('credit_line', models.CharField(blank=True, help_text='As printed below the text, for example Tổ Vật lý.', max_length=120, verbose_name="author's line")),
                ('body', unit_pages.subsites.blocks.BodyField(blank=True, default=[('paragraph', '')], verbose_name='text')),
                ('correction_note', models.CharField(blank=True, help_text='What was corrected after publication, for the readers.', max_length=255, verbose_name='correction note')),
                ('corrected_on', models.DateField(blank=True, null=True, verbose_name='corrected on')),
            ],
            options={
                'verbose_name': 'article',
                'verbose_name_plural': 'articles',
            },
            bases=(unit_pages.subsites.base.UnitPageMixin, 'wagtailcore.page'),
        ),
        migrations.CreateModel(
            name='ArticleAttachment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sort_order', models.IntegerField(blank=True, editable=False, null=True)),
                ('title', models.CharField(blank=True, max_length=255, verbose_name='title')),
            ],
            options={
                'verbose_name': 'attached file',
                'verbose_name_plural': 'attached files',
                'ordering': ['sort_order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ArticleKind',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(unique=True, verbose_name='code')),
                ('name', models.CharField(max_length=60, verbose_name='name')),
                ('position', models.PositiveSmallIntegerField(default=0, verbose_name='position')),
            ],
            options={
                'verbose_name': 'kind of article',
                'verbose_name_plural': 'kinds of article',
                'ordering': ['position', 'code'],
            },
        ),
        migrations.CreateModel(
            name='ArticleTheme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
            options={
                'verbose_name': 'theme of an article',
                'verbose_name_plural': 'themes of articles',
            },
        ),
        migrations.CreateModel(
            name='ArticleTopic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
            options={
                'verbose_name': 'topic of an article',
                'verbose_name_plural': 'topics of articles',
            },
        ),
        migrations.CreateModel(
            name='Topic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100, unique=True, verbose_name='name')),
                ('slug', models.SlugField(allow_unicode=True, max_length=100, unique=True, verbose_name='slug')),
            ],
            options={
                'verbose_name': 'topic',
                'verbose_name_plural': 'topics',
            },
        ),
    ]
