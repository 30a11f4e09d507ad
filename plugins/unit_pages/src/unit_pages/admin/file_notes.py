"""What other packages have to say of a record's file, below the field in which it is chosen."""

from __future__ import annotations

from typing import Any

from wagtail import hooks
from wagtail.admin.panels import Panel

#: Name of the hook ``fn(record) -> str``: a sentence for the editors, "" for none.
NOTE_HOOK = "unit_pages_note_on_file"


class FileNotePanel(Panel):
    """Shows the sentences; nothing where nobody has one."""

    class BoundPanel(Panel.BoundPanel):
        """The panel of one record."""

        template_name = "unit_pages/admin/file_note.html"

        def is_shown(self) -> bool:
            """Whether somebody has a sentence."""
            return bool(self.notes)

        @property
        def notes(self) -> list[str]:
            """Return the sentences about the file of a saved record."""
            if not self.instance.pk or not self.instance.file_id:
                return []
            return [note for say in hooks.get_hooks(NOTE_HOOK) if (note := say(self.instance))]

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Return the sentences to the template."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            return {**context, "notes": self.notes}
