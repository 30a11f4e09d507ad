"""An index of drafts that Wagtail's page table lacks.

One page in fifty is a draft, and forecasts ask for those of a month: without it the whole table is read,
50 ms at 200,000 pages. The index belongs to us and is made by hand, because the table's model belongs to Wagtail.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("unit_pages", "0012_unit_tags"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [
        migrations.RunSQL(
            "CREATE INDEX IF NOT EXISTS unit_pages_drafts ON wagtailcore_page (latest_revision_created_at) WHERE NOT live",
            "DROP INDEX IF EXISTS unit_pages_drafts",
        ),
    ]
