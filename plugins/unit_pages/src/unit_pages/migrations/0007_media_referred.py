from django.db import migrations, models
from django.db.models import Q


def open_what_readers_see(apps, schema_editor):
    """Open the files and pictures to which something public refers; a portal in use keeps its downloads."""
    page, unit = apps.get_model("wagtailcore", "Page"), apps.get_model("unit_pages", "Unit")
    index = apps.get_model("wagtailcore", "ReferenceIndex")
    document = apps.get_model("unit_pages", "OfficialDocument")
    restrictions = apps.get_model("wagtailcore", "PageViewRestriction").objects.values_list("page__path", flat=True)
    private = Q(pk__in=[])
    for path in restrictions:
        private |= Q(path__startswith=path)
    live = {str(pk) for pk in page.objects.filter(live=True).exclude(private).values_list("pk", flat=True).iterator()}
    for name, direct in (
        ("picture", unit.objects.values_list("emblem", flat=True)),
        ("documentfile", document.objects.filter(is_public=True).values_list("file", flat=True)),
    ):
        uses = index.objects.filter(
            to_content_type__app_label="unit_pages",
            to_content_type__model=name,
            base_content_type__app_label="wagtailcore",
            base_content_type__model="page",
        ).values_list("object_id", "to_object_id")
        shown = {int(target) for source, target in uses.iterator() if source in live} | set(direct) - {None}
        keys = sorted(shown)
        for start in range(0, len(keys), 500):
            apps.get_model("unit_pages", name).objects.filter(pk__in=keys[start : start + 500]).update(is_referred=True)


class Migration(migrations.Migration):
    dependencies = [("unit_pages", "0006_review_task"), ("wagtailcore", "0098_apitoken")]

    operations = [
        migrations.AddField(
            model_name="documentfile",
            name="is_referred",
            field=models.BooleanField(default=False, editable=False, verbose_name="offered to readers"),
        ),
        migrations.AddField(
            model_name="picture",
            name="is_referred",
            field=models.BooleanField(default=False, editable=False, verbose_name="shown to readers"),
        ),
        migrations.RunPython(open_what_readers_see, migrations.RunPython.noop),
    ]
