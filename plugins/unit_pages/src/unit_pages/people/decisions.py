"""What stands behind a post: the decision with its file, and the education levels looked after."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from unit_pages.media.models import DocumentFile
from unit_pages.people.accounts import name_of
from unit_pages.people.audit import record
from unit_pages.people.powers import require_may_manage
from unit_pages.people.services import save_appointment
from unit_pages.units.appointments import Appointment
from unit_pages.units.models import EducationLevel

LARGEST_FILE = 20 * 1024 * 1024  # bytes


@transaction.atomic
def change_details(
    *,
    appointment: Appointment,
    by: Any,
    decision_number: str,
    decided_on: dt.date | None,
    decision_file: UploadedFile | None = None,
    levels: Iterable[EducationLevel] | None = None,
) -> None:
    """Write what stands behind a post; person, post and days stay.

    Args:
        appointment: of a unit whose people ``by`` manages.
        by: the person, for the log.
        decision_number: as the decision has it, "" for none.
        decided_on: date of the decision, if it is known.
        decision_file: a new file in place of the one of before; None keeps that one.
        levels: all levels looked after; None keeps those of before.

    Raises:
        NotYoursToGiveError: when ``by`` may not change it.
        ValidationError: for a file of another kind or too large a one, and see `save_appointment`.
    """
    require_may_manage(by, appointment)
    before = (appointment.decision_number, appointment.decided_on)
    changed = [name for name, old, new in zip(
        ("decision_number", "decided_on"), before, (decision_number, decided_on), strict=True
    ) if old != new]  # fmt: skip
    appointment.decision_number, appointment.decided_on = decision_number, decided_on
    if decision_file:
        appointment.decision_file = _stored(decision_file, appointment, by)
        changed.append("decision_file")
    save_appointment(appointment)
    if levels is not None and set(levels) != set(appointment.levels.all()):
        appointment.levels.set(levels)
        changed.append("levels")
    if changed:
        details: dict[str, Any] = {
            "post": appointment.post.name, "person": str(appointment.person), "changed": changed
        }  # fmt: skip
        record(appointment, "change_appointment", unit=appointment.unit, by=by, **details)


def _stored(upload: UploadedFile, appointment: Appointment, by: Any) -> DocumentFile:
    """Keep the file among the unit's own ones, for its staff only."""
    if (upload.size or 0) > LARGEST_FILE:
        limit = filesizeformat(LARGEST_FILE)
        raise ValidationError(
            {"decision_file": _("The file is larger than %(limit)s. Scan it smaller.") % {"limit": limit}}
        )
    names = {"number": appointment.decision_number or appointment.post.name, "person": name_of(appointment.person)}
    file = DocumentFile(
        title=_("Decision %(number)s: %(person)s") % names,
        file=upload,
        collection=appointment.unit.collection,
        is_public=False,
        uploaded_by_user=by,
    )
    try:
        file.full_clean()
    except ValidationError as error:
        raise ValidationError({"decision_file": error.messages}) from error
    file.save()
    return file
