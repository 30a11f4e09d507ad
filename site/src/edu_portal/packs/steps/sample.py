"""Sample content: pictures, articles, documents, galleries, notices. Marked as such in the footer."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile

from comms_plan.articles.models import Article, ArticleKind, ArticleTheme
from comms_plan.gate.models import Tip
from comms_plan.gate.orders.services import order
from comms_plan.gate.services import offer
from comms_plan.plans.models import Audience, ContentClass, Plan
from comms_plan.quotas.models import ExternalChannel, ExternalItem
from edu_portal.packs.ledger import merge
from edu_portal.packs.models import PackEntry
from edu_portal.packs.reader import Item, Sample
from edu_portal.packs.references import GALLERIES_SLUG, SECTION_SLUG
from edu_portal.packs.sample_schema import (
    ArticleEntry,
    DocumentEntry,
    EmblemEntry,
    ExternalItemEntry,
    FiguresEntry,
    GalleryEntry,
    NoticeEntry,
    OrderEntry,
    PageEntry,
    PictureEntry,
    TipEntry,
)
from edu_portal.packs.steps.bodies import stream_of
from edu_portal.packs.steps.run import Run
from unit_pages.enums import Place
from unit_pages.models import (
    DocumentField,
    DocumentKind,
    GalleryIndexPage,
    GalleryPage,
    GalleryPicture,
    HomeFigure,
    OfficialDocument,
    Picture,
    SectionPage,
    StandardPage,
    Unit,
    UnitHomePage,
)
from unit_pages.publications.services import accept_publication, place_publication


def load(run: Run, plan: Plan, sample: Sample) -> None:
    """Write the sample content of the pack."""
    load_pictures(run, sample)
    load_emblems(run, sample)
    load_articles(run, plan, sample)
    load_documents(run, sample)
    run.ledger.each("gallery", sample.galleries, lambda data: str(data.key), lambda d, e: _write_gallery(run, d, e))
    _load_pages(run, sample)
    run.ledger.each("notice", sample.notices, lambda data: str(data.unit), lambda d, e: _write_notice(run, d, e))
    run.ledger.each("figures", sample.figures, lambda data: str(data.unit), lambda d, e: _write_figures(run, d, e))
    load_outside(run, plan, sample)
    load_orders(run, plan, sample)
    load_tips(run, sample)


def load_outside(run: Run, plan: Plan, sample: Sample) -> None:
    """Write what the pack says that newspapers and others carried; what a unit changed stays."""

    def write(data: ExternalItemEntry, entry: PackEntry) -> None:
        if entry.object_id is not None:
            return
        row = ExternalItem(
            unit=run.units[data.unit],
            channel=ExternalChannel.objects.get(code=data.channel),
            kind=ArticleKind.objects.get(code=data.kind),
            title=data.title,
            url=data.url or "",
            published_on=run.moment(data.days_ago).date(),
        )
        row.full_clean()
        row.save()
        row.themes.set(plan.themes.filter(code__in=data.themes))
        row.content_classes.set(ContentClass.objects.filter(code__in=data.content))
        entry.object_id = row.pk

    run.ledger.each("external_item", sample.external_items, lambda data: str(data.key), write)


def load_orders(run: Run, plan: Plan, sample: Sample) -> None:
    """Write the orders once; the units answer them."""

    def write(data: OrderEntry, entry: PackEntry) -> None:
        if entry.object_id is not None:
            return
        entry.object_id = order(
            asked_by=run.units[data.asked_by],
            units=[run.units[code] for code in data.units],
            title=data.title,
            text=data.text,
            theme=plan.themes.filter(code=data.theme).first() if data.theme else None,
            due_on=run.today + dt.timedelta(days=data.due_in_days),
            by=None,
            now=run.moment(data.days_ago),
        ).pk

    run.ledger.each("order", sample.orders, lambda data: str(data.key), write)


def load_tips(run: Run, sample: Sample) -> None:
    """Write the tips once; the board answers them."""

    def write(data: TipEntry, entry: PackEntry) -> None:
        if entry.object_id is None:
            told = data.model_dump(include={"what", "where", "when", "contact"})
            tip = Tip.objects.create(unit=run.units[data.unit], proposed_at=run.moment(data.days_ago), **told)
            entry.object_id = tip.pk

    run.ledger.each("tip", sample.tips, lambda data: str(data.key), write)


def load_pictures(run: Run, sample: Sample) -> None:
    """Write the pictures into the department's library, from which every unit may choose."""
    root = run.units[run.pack.info.root_unit]
    folder = run.pack.root / "sample" / "pictures"

    def write(data: PictureEntry, entry: PackEntry) -> None:
        picture = _write_picture(folder / data.file, root, entry)
        picture.title, picture.description, picture.credit = data.name, data.alt, data.credit
        picture.focal_point_x, picture.focal_point_y = data.focal_x, data.focal_y
        picture.focal_point_width, picture.focal_point_height = data.focal_width, data.focal_height
        picture.save()
        entry.object_id = picture.pk

    run.ledger.each("picture", _with_content(sample.pictures, folder), lambda data: str(data.name), write)
    run.__dict__.pop("pictures", None)


def load_emblems(run: Run, sample: Sample) -> None:
    """Give units their emblems, unless staff have chosen another one."""
    folder = run.pack.root / "sample" / "emblems"

    def write(data: EmblemEntry, entry: PackEntry) -> None:
        unit = run.units[data.unit]
        picture = _write_picture(folder / data.file, unit, entry)
        picture.title = picture.description = data.alt
        picture.save()
        if unit.emblem_id in (None, entry.object_id):
            unit.emblem = picture
            unit.save(update_fields=["emblem"])
        entry.object_id = picture.pk

    run.ledger.each("emblem", _with_content(sample.emblems, folder), lambda data: str(data.unit), write)


def _with_content(items: list[Item], folder: Path) -> list[Item]:
    """Add the digest of each file to its entry, so that a new picture under an old name is noticed."""
    return [
        Item(item.file, item.row, item.data.model_copy(update={"content": _digest(folder / item.data.file)}))
        for item in items
    ]


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _write_picture(path: Path, unit: Unit, entry: PackEntry) -> Picture:
    """Return the entry's picture with the content of ``path``, not saved yet."""
    picture = Picture.objects.filter(pk=entry.object_id).first() or Picture(collection=unit.collection, unit=unit)
    digest = _digest(path)
    if entry.values.get("file") != digest:
        picture.file = ContentFile(path.read_bytes(), name=path.name)
        picture._set_image_file_metadata()
    entry.values = {"file": digest}
    return picture


def load_articles(run: Run, plan: Plan, sample: Sample) -> None:
    """Write and publish the articles, the oldest first, and take over what the entry asks for."""
    themes = {theme.code: theme for theme in plan.themes.all()}
    kinds = {kind.code: kind for kind in ArticleKind.objects.all()}
    audiences = {audience.code: audience for audience in Audience.objects.all()}
    sections = {section.path[:-4]: section for section in SectionPage.objects.filter(slug=SECTION_SLUG)}
    root = run.units[run.pack.info.root_unit]

    def write(data: ArticleEntry, entry: PackEntry) -> None:
        section = sections[run.units[data.unit].home.path]
        article = Article.objects.filter(pk=entry.object_id).first()
        if article is not None and article.latest_revision_id is not None:
            return  # an editor has worked on it
        is_new = article is None
        article = article or Article(slug=data.key)
        moment = run.moment(data.days_ago, data.at)
        article.first_published_at = article.last_published_at = article.first_published_at or moment
        _fill_article(run, article, data, moment.date())
        article.kind = kinds[data.kind]
        article.theme_items = [ArticleTheme(tag=themes[code]) for code in data.themes if code in themes]
        article.audiences = [audiences[code] for code in data.audiences]
        article.topics.set(data.topics)
        if is_new:
            section.add_child(instance=article)
        else:
            article.save()
        if data.portal == "offered":
            if is_new:
                offer(page=article, board=root, by=None, now=moment)
        elif data.portal != "none":
            _show_on_portal(article, root, data.portal, moment)
        entry.object_id = article.pk

    newest_last = sorted(sample.articles, key=lambda item: (-item.data.days_ago, item.data.at))
    run.ledger.each("article", newest_last, lambda data: str(data.key), write)


def _show_on_portal(article: Article, root: Unit, portal: str, moment: dt.datetime) -> None:
    place = {"lead": Place.LEAD, "schools": Place.SCHOOLS}.get(portal, Place.LATEST)
    if article.unit_id == root.pk:
        place_publication(page=article, site_unit=root, place=place, by=None)
    else:
        accept_publication(page=article, site_unit=root, by=None, now=moment, place=place)


def _fill_article(run: Run, article: Article, data: ArticleEntry, published_on: dt.date) -> None:
    article.title, article.lead = data.title, data.lead
    article.picture_caption, article.credit_line = data.caption, data.credit
    article.main_picture = run.pictures[data.picture] if data.picture else None
    article.event_on = run.today - dt.timedelta(days=data.event_days_ago) if data.event_days_ago is not None else None
    article.body = Article._meta.get_field("body").to_python(stream_of(data.body, run.pictures))
    article.search_description = data.lead[:255]


def load_documents(run: Run, sample: Sample) -> None:
    """Write the official documents."""
    kinds = {kind.code: kind for kind in DocumentKind.objects.all()}
    fields = {field.code: field for field in DocumentField.objects.all()}

    def write(data: DocumentEntry, entry: PackEntry) -> None:
        values = {
            "unit": run.units[data.unit],
            "number": data.number,
            "title": data.title,
            "kind": kinds[data.kind],
            "field": fields[data.field] if data.field else None,
            "issuer": data.issuer,
            "signer": data.signer_title,
            "issued_on": run.today - dt.timedelta(days=data.days_ago),
            "in_force": data.in_force,
            "summary": data.summary,
        }
        document = merge(OfficialDocument, {"key": data.key}, values, entry)
        if document.file_id is None:
            document.file = _sample_file(document)
            document.save()

    run.ledger.each("document", sample.documents, lambda data: str(data.key), write)


def _sample_file(document: OfficialDocument) -> Any:
    from edu_portal.packs.steps.files import sample_file

    return sample_file(document)


def _write_gallery(run: Run, data: GalleryEntry, entry: PackEntry) -> None:
    home = run.units[data.unit].home
    index = GalleryIndexPage.objects.filter(path__startswith=home.path, slug=GALLERIES_SLUG).order_by("depth").first()
    gallery = GalleryPage.objects.filter(pk=entry.object_id).first()
    if index is None or (gallery is not None and gallery.latest_revision_id is not None):
        return
    moment = run.moment(data.days_ago)
    is_new = gallery is None
    gallery = gallery or GalleryPage(slug=data.key)
    gallery.title, gallery.summary, gallery.taken_on = data.title, data.summary, moment.date()
    gallery.first_published_at = gallery.last_published_at = moment
    gallery.pictures = [
        GalleryPicture(picture=run.pictures[name], caption=run.pictures[name].description, sort_order=n)
        for n, name in enumerate(data.pictures)
    ]
    if is_new:
        index.add_child(instance=gallery)
    else:
        gallery.save()
    entry.object_id = gallery.pk


def _load_pages(run: Run, sample: Sample) -> None:
    """Write the text of standard pages, for a unit by its code or for all of a kind."""
    items, targets = _page_items(run, sample)

    def write(data: PageEntry, entry: PackEntry) -> None:
        unit, page = targets[data.key]
        filled = _fill_words(data, unit)
        page.title, page.lead = filled.title, filled.lead
        page.body = StandardPage._meta.get_field("body").to_python(stream_of(filled.body, run.pictures))
        page.save()
        entry.object_id = page.pk

    run.ledger.each("page", items, lambda data: str(data.key), write)


def _page_items(run: Run, sample: Sample) -> tuple[list[Item], dict[str, tuple[Unit, StandardPage]]]:
    """Return an entry for each standard page that a pack's text is for, and that no editor has changed."""
    pages = {(page.path[:-4], page.slug): page for page in StandardPage.objects.filter(latest_revision__isnull=True)}
    items: list[Item] = []
    targets: dict[str, tuple[Unit, StandardPage]] = {}
    for item in sample.pages:
        for unit in run.units.values():
            if item.data.target not in (unit.code, unit.kind.code) or not hasattr(unit, "home"):
                continue
            page = pages.get((unit.home.path, item.data.slug))
            if page is not None:
                key = f"{item.data.key}:{unit.code}"
                targets[key] = (unit, page)
                items.append(Item(item.file, item.row, item.data.model_copy(update={"key": key})))
    return items, targets


def _fill_words(data: PageEntry, unit: Unit) -> PageEntry:
    text = data.model_dump_json(by_alias=True, exclude_unset=True)
    words = {"name": unit.name, "short_name": unit.short_name, "district": unit.district, "key": data.key}
    for name, value in words.items():
        text = text.replace("{" + name + "}", value.replace('"', '\\"'))
    return PageEntry.model_validate_json(text.replace(f'"key":"{data.key}"', '"key":"page"'))


def _write_notice(run: Run, data: NoticeEntry, entry: PackEntry) -> None:
    unit = run.units[data.unit]
    home = UnitHomePage.objects.get(unit=unit)
    if home.latest_revision_id is not None:
        return
    button = data.button
    fact = next((fact for fact in data.facts if fact.value), None)
    home.notice_tag, home.notice_title, home.notice_text = data.tag, data.title, data.text
    if data.deadline_in_days is not None:
        day = run.today + dt.timedelta(days=data.deadline_in_days)
        home.notice_deadline = run.moment(0).replace(year=day.year, month=day.month, day=day.day, hour=17, minute=0)
        home.notice_until = home.notice_deadline + dt.timedelta(days=30)
    home.notice_fact_label = fact.label[:30] if fact else ""
    home.notice_fact_value = fact.value[:80] if fact else ""
    home.notice_button = button.label if button else ""
    home.notice_button_address = _own_path(unit, button.url) if button else ""
    home.hero_picture = run.pictures[data.picture] if data.picture else None
    home.save()
    entry.object_id = home.pk


def _own_path(unit: Unit, url: str) -> str:
    return url if unit.is_root or not url.startswith("/") else f"/{unit.slug}{url}"


def _write_figures(run: Run, data: FiguresEntry, entry: PackEntry) -> None:
    unit = run.units[data.unit]
    home = UnitHomePage.objects.get(unit=unit)
    if home.latest_revision_id is not None:
        return
    HomeFigure.objects.filter(home=home).delete()
    HomeFigure.objects.bulk_create(
        HomeFigure(home=home, sort_order=n, value=figure.value, label=figure.label)
        for n, figure in enumerate(data.figures)
    )
    year = run.school_year(run.today)[0].year
    UnitHomePage.objects.filter(pk=home.pk).update(
        disclosure_text=f"Công khai năm học {year}-{year + 1} (số liệu mẫu).",
        disclosure_address="" if unit.is_root else f"/{unit.slug}/cong-khai/",
    )
    entry.object_id = home.pk


def count(run: Run, sample: Sample) -> None:
    """Count for a dry run what `load` would write."""

    def write(data: Any, entry: PackEntry) -> None:
        raise AssertionError("a dry run writes nothing")

    folder = run.pack.root / "sample"
    for kind, items, key in (
        ("picture", _with_content(sample.pictures, folder / "pictures"), "name"),
        ("article", sample.articles, "key"),
        ("document", sample.documents, "key"),
        ("gallery", sample.galleries, "key"),
        ("notice", sample.notices, "unit"),
        ("figures", sample.figures, "unit"),
        ("external_item", sample.external_items, "key"),
        ("emblem", _with_content(sample.emblems, folder / "emblems"), "unit"),
        ("page", _page_items(run, sample)[0], "key"),
    ):
        run.ledger.each(kind, items, lambda data, key=key: str(getattr(data, key)), write)  # type: ignore[misc]
