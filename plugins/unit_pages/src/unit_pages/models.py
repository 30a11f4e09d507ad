"""All models of the app; each noun lives in its own folder."""

from unit_pages.audit.models import UnitLogEntry
from unit_pages.internal.models import ReadReceipt
from unit_pages.media.models import DocumentFile, Picture, PictureRendition
from unit_pages.notices.models import NoticeReceipt, NoticeRecipient, StaffNotice
from unit_pages.publications.models import AbstractArticlePage, Publication
from unit_pages.subsites.documents import DocumentField, DocumentKind, OfficialDocument
from unit_pages.subsites.events import CalendarEvent
from unit_pages.subsites.home import HomeFigure, MenuLink, QuickLink, UnitHomePage
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
from unit_pages.units.appointments import Appointment, Delegation, Post
from unit_pages.units.history import UnitFormerName, UnitSuccession
from unit_pages.units.identity import UnitColour
from unit_pages.units.models import EducationLevel, Unit, UnitKind

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
    "MenuLink",
    "NoticeReceipt",
    "NoticeRecipient",
    "OfficialDocument",
    "Picture",
    "PictureRendition",
    "Post",
    "Publication",
    "QuickLink",
    "ReadReceipt",
    "SectionPage",
    "StaffNotice",
    "StandardPage",
    "Unit",
    "UnitColour",
    "UnitFormerName",
    "UnitHomePage",
    "UnitKind",
    "UnitLogEntry",
    "UnitSuccession",
]
