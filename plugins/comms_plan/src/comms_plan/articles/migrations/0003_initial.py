# The first state of the models.

import django.db.models.deletion
import modelcluster.contrib.taggit
import modelcluster.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('comms_articles', '0002_initial'),
        ('comms_plans', '0001_initial'),
        ('unit_pages', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='article',
            name='main_picture',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='unit_pages.picture', verbose_name='main picture'),
        ),
        migrations.AddField(
            model_name='article',
            name='unit',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='unit_pages.unit', verbose_name='unit'),
        ),
        migrations.AddField(
            model_name='articleattachment',
            name='article',
            field=modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='attachments', to='comms_articles.article'),
        ),
        migrations.AddField(
            model_name='articleattachment',
            name='file',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='unit_pages.documentfile', verbose_name='file'),
        ),
        migrations.AddField(
            model_name='article',
            name='kind',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='articles', to='comms_articles.articlekind', verbose_name='kind'),
        ),
        migrations.AddField(
            model_name='articletheme',
            name='content_object',
            field=modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='theme_items', to='comms_articles.article'),
        ),
        migrations.AddField(
            model_name='articletheme',
            name='tag',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='article_themes', to='comms_plans.theme', verbose_name='theme'),
        ),
        migrations.AddField(
            model_name='article',
            name='themes',
            field=modelcluster.contrib.taggit.ClusterTaggableManager(blank=True, help_text='Choose the key themes of the plan that the item serves.', through='comms_articles.ArticleTheme', to='comms_plans.Theme', verbose_name='themes'),
        ),
        migrations.AddField(
            model_name='articletopic',
            name='content_object',
            field=modelcluster.fields.ParentalKey(on_delete=django.db.models.deletion.CASCADE, related_name='topic_items', to='comms_articles.article'),
        ),
        migrations.AddField(
            model_name='articletopic',
            name='tag',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='article_topics', to='comms_articles.topic', verbose_name='topic'),
        ),
        migrations.AddField(
            model_name='article',
            name='topics',
            field=modelcluster.contrib.taggit.ClusterTaggableManager(blank=True, help_text='Free words, for example sáng tạo, môi trường.', through='comms_articles.ArticleTopic', to='comms_articles.Topic', verbose_name='topics'),
        ),
        migrations.AddConstraint(
            model_name='articletheme',
            constraint=models.UniqueConstraint(fields=('tag', 'content_object'), name='article_theme_once'),
        ),
    ]
