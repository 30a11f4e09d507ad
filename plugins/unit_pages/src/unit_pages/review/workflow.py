"""The one workflow of all units; making it again changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.models import Page, Workflow, WorkflowPage, WorkflowTask

from unit_pages.review.models import UnitReviewTask

if TYPE_CHECKING:
    from unit_pages.subsites.home import UnitHomePage


@transaction.atomic
def ensure_workflow(portal: UnitHomePage | Page) -> Workflow:
    """Give the department's home page, and so every page below it, the workflow with its one task.

    Args:
        portal: the department's home page.

    Returns:
        The workflow; one that administrators renamed keeps its name.
    """
    task = UnitReviewTask.objects.order_by("pk").first()
    if task is None:
        task = UnitReviewTask.objects.create(name=_("Review by the unit's leader"))
    workflow = Workflow.objects.filter(workflow_tasks__task=task).order_by("pk").first()
    if workflow is None:
        workflow = Workflow.objects.create(name=_("Officer to leader"))
        WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=0)
    WorkflowPage.objects.get_or_create(page_id=portal.pk, defaults={"workflow": workflow})
    return workflow


def ensure_workflow_of_portal() -> None:
    """Give an installation that has its portal already the workflow; called after each migration."""
    from unit_pages.subsites.lookup import ROOT_DEPTH

    portal = Page.objects.filter(depth=ROOT_DEPTH, unithomepage__isnull=False).first()
    if portal is not None:
        ensure_workflow(portal)
