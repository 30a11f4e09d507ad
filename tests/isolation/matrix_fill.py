"""Values for the parameters of addresses. Nothing else here knows single addresses.

`ROWS` and `WORDS` say what a parameter's name means; `BY_NAME` what it means in one address
or below one prefix of names; a viewset's ``pk`` is filled by the viewset's model. An address
with a parameter that none of them knows is an error, so that nobody forgets a new one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Model
from matrix_side import Side
from matrix_walk import Address
from matrix_world import World

#: Parameters that name a row: the row's key in `Side`.
ROWS = {
    "page_id": "draft", "parent_page_id": "section", "page_to_move_id": "draft", "destination_id": "section",
    "page_pk": "draft", "object_id": "draft", "image_id": "picture", "document_id": "file", "doc_id": "file",
    "revision_id": "draft_revision", "revision_id_a": "draft_revision", "revision_id_b": "later_revision",
    "task_state_id": "submitted_task_state", "workflow_state_id": "submitted_workflow_state",
    "uploaded_file_id": "picture_upload", "collection_id": "collection", "redirect_id": "redirect",
    "restriction_id": "restriction", "page_view_restriction_id": "restriction", "session_id": "session",
    "unit_id": "unit",
}  # fmt: skip
#: Parameters that say something else.
WORDS = {
    "content_type_app_name": "comms_articles", "content_type_model_name": "article",
    "app_label": "comms_articles", "model_name": "article", "app_name": "taggit", "action_name": "reject",
    "filter_spec": "width-40", "uidb64": "MQ", "token": "abc-123", "signature": "0" * 16, "width": "400",
    "name": "jpg", "slug": "noi-dung", "code": "ke-hoach", "digest": "0" * 12, "action": "delete",
}  # fmt: skip
#: (address or the beginning of its name, parameter) → the same; ``row.attribute`` takes one of the row's values.
BY_NAME = {
    ("wagtailadmin_api:pages:", "pk"): "draft",
    ("wagtailadmin_api:pages:action", "action_name"): "=copy",
    ("wagtailadmin_api:documents:", "pk"): "file",
    ("wagtailadmin_api:images:", "pk"): "picture",
    ("wagtailadmin_pages:revisions_compare", "pk"): "draft",
    ("wagtailadmin_pages:revisions_unschedule", "page_id"): "scheduled",
    ("wagtailadmin_pages:revisions_unschedule", "revision_id"): "scheduled_revision",
    ("wagtailadmin_pages:workflow_action", "page_id"): "submitted",
    ("wagtailadmin_pages:collect_workflow_action_data", "page_id"): "submitted",
    ("wagtailadmin_pages:confirm_workflow_cancellation", "page_id"): "submitted",
    ("wagtailadmin_pages:workflow_", "page_id"): "submitted",
    ("wagtailadmin_pages:unlock", "page_id"): "locked",
    ("wagtailadmin_pages:unpublish", "page_id"): "private",
    ("wagtailadmin_pages:set_privacy", "page_id"): "private",
    ("wagtailadmin_workflows:add_task", "app_label"): "=wagtailcore",
    ("wagtailadmin_workflows:add_task", "model_name"): "=groupapprovaltask",
    ("wagtailadmin_tag_model_autocomplete", "app_name"): "=comms_articles",
    ("wagtailadmin_tag_model_autocomplete", "model_name"): "=topic",
    ("wagtailadmin_editing_sessions:", "app_label"): "=comms_articles",
    ("wagtailadmin_editing_sessions:", "model_name"): "=article",
    ("wagtaildocs_chooser:chosen", "pk"): "file",
    ("wagtaildocs:create_multiple", "uploaded_file_id"): "file_upload",
    ("wagtaildocs:delete_upload", "uploaded_file_id"): "file_upload",
    ("wagtailusers_users:", "pk"): "officer",
    ("person_chooser:", "pk"): "officer",
    ("unit_pages_accept", "page_id"): "live",
    ("unit_pages_withdraw", "page_id"): "live",
    ("wagtaildocs_serve", "_0"): "file",
    ("wagtaildocs_serve", "_1"): "file.filename",
    ("wagtail_serve", "_0"): "draft.public_path",
    ("wagtailcore_authenticate_with_password", "page_id"): "private",
    ("api-1:unit", "key"): "unit",
    ("api-1:publication", "key"): "draft",
    ("api-1:article", "key"): "draft",
    ("api-1:page", "key"): "private",
    ("api-1:theme", "key"): "=noi-dung",
    ("api-1:plan", "key"): "=ke-hoach",
    ("api-1:document", "key"): "document",
    ("api-1:event", "key"): "event",
    ("api-1:gallery", "key"): "gallery",
    ("api-1:rendition", "pk"): "picture",
    ("rss_unit", "slug"): "unit.slug",
    ("sitemap_unit", "slug"): "unit.slug",
    ("drawing", "name"): "=co",
    ("staff_notice", "pk"): "model unit_pages.StaffNotice",
    ("internal_item_readers", "pk"): "internal",
    ("unit_people:", "pk"): "officer_post",
    ("unit_people:resend", "pk"): "model unit_pages.Invitation",
    ("unit_people:revoke", "pk"): "model unit_pages.Invitation",
    ("unit_people:end_away", "pk"): "delegation",
    ("unit_pages_import", "pk"): "model unit_pages.UnitImport",
    ("unit_pages_change", "pk"): "model unit_pages.OrganisationChange",
    ("unit_pages_change", "kind"): "=rename",
    ("comms_quota:explain", "code"): "=moi-thang",
    ("comms_rules:end_exemption", "pk"): "model comms_quotas.Exemption",
    ("comms_progress:", "slug"): "unit.slug",
    ("comms_progress:", "code"): "=moi-thang",
    ("comms_progress:", "format"): "=csv",
    ("comms_coverage:", "slug"): "unit.slug",
    ("comms_coverage:", "table"): "=thang",
    ("comms_coverage:", "format"): "=csv",
    ("comms_urging:", "pk"): "model comms_urging.Digest",
    ("api-1:", "unit"): "unit.slug",
    ("api-1:", "code"): "=moi-thang",
    ("comms_quota:offer", "page_id"): "live",
    ("comms_quota:units", "page_id"): "live",
    ("comms_quota:withdraw", "pk"): "model comms_gate.Submission",
    ("comms_board:", "pk"): "model comms_gate.Submission",
    ("comms_board:decide", "step"): "=accept",
    ("comms_aggregation:", "pk"): "model comms_gate.AggregationRule",
    ("comms_orders:", "pk"): "model comms_gate.WritingOrder",
    ("comms_orders:step", "pk"): "model comms_gate.OrderLine",
    ("comms_orders:step", "step"): "=nhan",
    ("comms_tips:", "pk"): "model comms_gate.Tip",
}
#: Addresses of rows that all units share: one row for every filling.
SHARED = {
    ("comms_rules:", "pk"): "comms_quotas.QuotaRule",
    ("comms_rules:closed", "pk"): "comms_quotas.ClosedPeriod",
    ("comms_rules:reopen", "pk"): "comms_quotas.ClosedPeriod",
    ("comms_rules:", "plan_id"): "comms_plans.Plan",
    ("wagtailadmin_workflows:", "pk"): "wagtailcore.Workflow",
    ("wagtailadmin_workflows:", "workflow_pk"): "wagtailcore.Workflow",
    ("wagtailadmin_workflows:edit_task", "pk"): "wagtailcore.Task",
    ("wagtailadmin_workflows:disable_task", "pk"): "wagtailcore.Task",
    ("wagtailadmin_workflows:enable_task", "pk"): "wagtailcore.Task",
    ("wagtailadmin_", "task_id"): "wagtailcore.Task",
}
#: Addresses that are asked for more than one state of a page.
PAGE_STATES = (
    "draft", "live", "submitted", "returned", "locked", "scheduled", "private", "internal", "gallery", "home",
    "section",
)  # fmt: skip
#: Own screens are the slow ones; these differ in what they show.
OWN_STATES = ("draft", "submitted", "locked", "home")
ALL_STATES = {
    "wagtailadmin_pages:edit": "page_id", "wagtailadmin_pages:delete": "page_id", "wagtailadmin_pages:copy": "page_id",
    "wagtailadmin_explore": "parent_page_id", "wagtailadmin_pages:history": "page_id",
    "wagtailadmin_choose_page_child": "parent_page_id", "wagtailadmin_api:pages:detail": "pk",
    "wagtailadmin_pages:view_draft": "page_id", "wagtail_serve": "_0", "api-1:page": "key",
}  # fmt: skip


class UnknownParameterError(LookupError):
    """Raised for a parameter that nobody gave a meaning."""


@dataclass(frozen=True)
class Filled:
    """An address with values: ``mode`` says whose, ``query`` is what stands behind the question mark."""

    name: str
    path: str
    mode: str
    query: str = ""

    @property
    def url(self) -> str:
        """Path and query."""
        return f"{self.path}?{self.query}" if self.query else self.path


def fill(address: Address, world: World, mode: str) -> Iterator[Filled]:
    """Return the address with values of one mode: ``own``, ``foreign`` or ``mixed`` (own parent, foreign child).

    An address that names no row is asked once, as ``own``; one that names a single row has no mixture.

    Raises:
        UnknownParameterError: when a parameter has no meaning.
    """
    meanings = {name: _meaning(address, name) for name in address.parameters}
    rows = [name for name, meaning in meanings.items() if not meaning.startswith(("=", "@"))]
    if (mode == "foreign" and not rows) or (mode == "mixed" and len(rows) < 2):
        return
    for state in _states(address, mode):
        values = {
            name: _value(address, name, state if name == ALL_STATES.get(address.name) else meaning, side)
            for name, meaning in meanings.items()
            for side in [_side(world, mode, first=bool(rows) and name == rows[0])]
        }
        yield Filled(address.name, "/" + address.template % values, mode)


def _states(address: Address, mode: str) -> tuple[str, ...]:
    if address.name not in ALL_STATES:
        return ("",)
    states = OWN_STATES if mode == "own" else PAGE_STATES
    return tuple(f"{key}.public_path" if address.name == "wagtail_serve" else key for key in states)


def _side(world: World, mode: str, *, first: bool) -> Side:
    return world.own if mode == "own" or (mode == "mixed" and first) else world.foreign


def _meaning(address: Address, parameter: str) -> str:
    """Return a row's key, ``=value``, ``model app.Model``, or ``@app.Model`` for a row that all units share."""
    for table, mark in ((BY_NAME, ""), (SHARED, "@")):
        fitting = [key for key in table if key[1] == parameter and address.name.startswith(key[0])]
        if fitting:
            return mark + table[max(fitting, key=lambda key: len(key[0]))]
    if parameter in ROWS:
        return ROWS[parameter]
    if parameter in WORDS:
        return f"={WORDS[parameter]}"
    if parameter in {"pk", "instance_pk"} and address.model is not None:
        return f"model {address.model._meta.label}"
    raise UnknownParameterError(
        f"{address.name} ({address.template}): nobody knows a value for '{parameter}'. Add one in matrix_fill.py."
    )


def _value(address: Address, parameter: str, meaning: str, side: Side) -> str:
    from django.apps import apps

    if meaning.startswith("="):
        return meaning[1:]
    if meaning.startswith("@"):
        return str(_shared(apps.get_model(meaning[1:])))
    if meaning.startswith("model "):
        model = apps.get_model(meaning.removeprefix("model "))
        row = side.row_of(model)
        return str(row.pk if row is not None else _shared(model))
    key, _dot, attribute = meaning.partition(".")
    if attribute == "public_path":
        from unit_pages.subsites.lookup import public_path

        return public_path(side[key].url_path).lstrip("/")
    return str(getattr(side[key], attribute or "pk"))


def _shared(model: type[Model]) -> object:
    """Return the id of any row: registers belong to the whole installation."""
    return model._default_manager.order_by("pk").values_list("pk", flat=True).first() or 1
