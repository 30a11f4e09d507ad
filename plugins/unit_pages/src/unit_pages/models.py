"""All models of the app; each noun lives in its own folder."""

from unit_pages.audit.models import UnitLogEntry
from unit_pages.changes.models import MovedAddress, OrganisationChange
from unit_pages.imports.models import UnitImport, UnitImportRow
from unit_pages.internal.models import ReadReceipt
from unit_pages.media.models import DocumentFile, Picture, PictureRendition
from unit_pages.notices.models import NoticeReceipt, NoticeRecipient, StaffNotice
from unit_pages.people.models import Invitation
from unit_pages.publications.models import AbstractArticlePage, Publication
from unit_pages.review.models import UnitReviewTask
from unit_pages.subsites.documents import DocumentField, DocumentKind, OfficialDocument
from unit_pages.subsites.events import CalendarEvent
from unit_pages.subsites.home import HomeFigure, MenuLink, QuickLink, UnitHomePage
from unit_pages.subsites.hosts import UnitHost
from unit_pages.subsites.pages import (
    CalendarPage,
    ContactPage,
    DocumentListPage,
    GalleryIndexPage,
    GalleryPage,
    GalleryPicture,
    SectionPage,
    StandardPage,
)
from unit_pages.subsites.states import SiteInvitation, SiteStateChange
from unit_pages.units.appointments import Appointment, Delegation, Post
from unit_pages.units.history import UnitFormerName, UnitSuccession
from unit_pages.units.identity import UnitColour
from unit_pages.units.models import EducationLevel, Unit, UnitKind, UnitTag

__all__ = [
    "AbstractArticlePage",
    "Appointment",
    "CalendarEvent",
    "CalendarPage",
    "ContactPage",
    "Delegation",
    "DocumentField",
    "DocumentFile",
    "DocumentKind",
    "DocumentListPage",
    "EducationLevel",
    "GalleryIndexPage",
    "GalleryPage",
    "GalleryPicture",
    "HomeFigure",
    "Invitation",
    "MenuLink",
    "MovedAddress",
    "NoticeReceipt",
    "NoticeRecipient",
    "OfficialDocument",
    "OrganisationChange",
    "Picture",
    "PictureRendition",
    "Post",
    "Publication",
    "QuickLink",
    "ReadReceipt",
    "SectionPage",
    "SiteInvitation",
    "SiteStateChange",
    "StaffNotice",
    "StandardPage",
    "Unit",
    "UnitColour",
    "UnitFormerName",
    "UnitHomePage",
    "UnitHost",
    "UnitImport",
    "UnitImportRow",
    "UnitKind",
    "UnitLogEntry",
    "UnitReviewTask",
    "UnitSuccession",
    "UnitTag",
]
