"""Facts say who wrote an item, so that persons can owe by a rule."""

from django.db import migrations, models
from django.db.models import CharField, OuterRef, Subquery, Value
from django.db.models.functions import Cast, Coalesce


def fill(apps, schema_editor):
    """Take the authors from the pages that are still there."""
    pages = apps.get_model("wagtailcore", "Page").objects.filter(pk=OuterRef("page_key"), owner__isnull=False)
    author = Subquery(pages.values(text=Cast("owner", CharField()))[:1])
    apps.get_model("comms_quotas", "ItemFacts").objects.update(author=Coalesce(author, Value("")))


class Migration(migrations.Migration):

    dependencies = [
        ("comms_quotas", "0002_rules"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.AddField(
            model_name="itemfacts",
            name="author",
            field=models.CharField(blank=True, default="", max_length=64, verbose_name="written by"),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
