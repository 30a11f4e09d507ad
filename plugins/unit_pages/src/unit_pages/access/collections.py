"""Rights over pictures and files from appointments: one collection a unit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

from django.db.models import Q, QuerySet
from wagtail.models import Collection
from wagtail.permission_policies.collections import (
    CollectionManagementPermissionPolicy,
    CollectionOwnershipPermissionPolicy,
)

from unit_pages.access.rights import WRITE, appointments_with, holders_of, rights_of
from unit_pages.days import local_day
from unit_pages.units.models import Unit


@dataclass(frozen=True)
class CollectionRight:
    """One permission on one collection, with the attributes that Wagtail reads."""

    collection: Collection
    codename: str

    @property
    def collection_id(self) -> int:
        """Primary key of the collection."""
        return int(self.collection.pk)

    @property
    def permission(self) -> SimpleNamespace:
        """The permission, as Wagtail reads it."""
        return SimpleNamespace(codename=self.codename)


class UnitCollectionPolicy(CollectionOwnershipPermissionPolicy):
    """Staff add and change in their unit's collection and choose from the department's."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Wagtail keeps the rights of all collection policies under one name, since its rows hold those of all
        # models. Ours are computed for one model: pictures asked for first would have hidden the files.
        self.permission_cache_name = f"_unit_rights_{self.auth_model._meta.model_name}"

    def get_all_permissions_for_user(self, user: Any) -> list[CollectionRight]:
        """Return the rights of ``user`` as objects that Wagtail takes for its own rows."""
        if not user.is_active or user.is_anonymous or user.is_superuser:
            return []
        name = self.auth_model._meta.model_name
        own = {right.collection_id for right in rights_of(user) if right.actions & WRITE and right.collection_id}
        if not own:
            return []
        library = library_id()
        collections = Collection.objects.in_bulk([*own, *([library] if library else [])])
        rights = [
            CollectionRight(collections[pk], f"{action}_{name}")
            for pk in sorted(own)
            for action in ("add", "change", "choose", "delete")
        ]
        if library and library not in own:
            rights.append(CollectionRight(collections[library], f"choose_{name}"))
        return rights

    def _users_with_perm_filter(self, actions: Iterable[str], collection: Collection | None = None) -> Q:
        """Return who has one of ``actions``, in ``collection`` or below a collection where they have it.

        Wagtail's own looks for rows of groups; all its ``users_with_…`` methods pass here.
        """
        today = local_day()
        posts = appointments_with(WRITE, today).filter(unit__collection__isnull=False)
        if collection is not None:
            places = [place.pk for place in collection.get_ancestors(inclusive=True)]
            if "choose" not in actions or library_id() not in places:
                posts = posts.filter(unit__collection__in=places)
        people = holders_of(posts, today, include_superusers=True)
        return Q(pk__in=people.values("pk"))


def library_id() -> int | None:
    """Return the department's collection: all who write choose from it, its own people change it."""
    return Unit.objects.filter(parent__isnull=True).values_list("collection_id", flat=True).first()


class UnitCollectionManagementPolicy(CollectionManagementPermissionPolicy):
    """Collections are provisioned with their units; only superusers change them."""

    permission_cache_name = "_unit_collection_management_rights"

    def get_all_permissions_for_user(self, user: Any) -> list[CollectionRight]:
        """Nobody has rights over collections themselves."""
        return []

    def instances_user_has_any_permission_for(self, user: Any, actions: Iterable[str]) -> QuerySet[Collection]:
        """Return all collections to a superuser, none to others."""
        return Collection.objects.all() if user.is_active and user.is_superuser else Collection.objects.none()
