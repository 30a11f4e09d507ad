"""What a record may point to: nothing of another unit that is not public.

Choosers protect their dialog only. A form takes any id that is put into it by hand: a
picture, a file, a draft, also inside a text, a block or a row below the form. Then the
editor shows the foreign title, and publishing shows the rest. So every form asks the
policy of each *new* target, and services that save without a form call `check_references`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import Field, ForeignKey, ManyToManyField, Model, QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.models import Page, ReferenceIndex
from wagtail.permissions import policy_registry
from wagtail.utils.registry import ObjectTypeRegistry

from unit_pages.access.own_pages import own_pages
from unit_pages.subsites.lookup import public_among
from unit_pages.units.models import Unit

#: The model (the one that holds the key) and the primary key as text.
Target = tuple[type[Model], str]
REFUSED = _("This belongs to another unit. Choose something of your own unit, of the library, or a public page.")
USES = frozenset({"choose", "view", "change"})


def references_of(instance: Model) -> frozenset[Target]:
    """Return what ``instance`` points to by editable fields, texts, blocks and rows below it."""
    return frozenset(
        (_model_of(content_type_id), str(pk))
        for content_type_id, pk, path, _place in ReferenceIndex._extract_references_from_object(instance)
        if _is_editable(instance, path.partition(".")[0])
    )


def foreign_among(user: Any, targets: Iterable[Target]) -> set[Target]:
    """Return those of ``targets`` that ``user`` may not point to; one query for each kind of target."""
    if user is None or (user.is_active and user.is_superuser):
        return set()
    by_model: dict[type[Model], set[str]] = defaultdict(set)
    for model, pk in targets:
        by_model[model].add(pk)
    foreign: set[Target] = set()
    for model, keys in by_model.items():
        rows = usable_rows(model, user)
        if rows is not None:
            usable = {str(pk) for pk in rows.filter(pk__in=[key for key in keys if key]).values_list("pk", flat=True)}
            foreign |= {(model, key) for key in keys - usable}
    return foreign


def usable_rows(model: type[Model], user: Any) -> QuerySet[Any] | None:
    """Return the rows that ``user`` may point to; None for words of lists, which belong to nobody.

    A model belongs to somebody when a policy is registered for it. Units themselves are public;
    of which unit a record may be, its form's own list says.
    """
    if issubclass(model, Unit):
        return None
    if issubclass(model, Page):
        return Page.objects.filter(pk__in=own_pages(user).values("pk")) | Page.objects.filter(
            pk__in=public_among(Page.objects.all()).values("pk")
        )
    policy = ObjectTypeRegistry.get_by_type(policy_registry, model)
    if policy is None:
        return None
    rows: QuerySet[Any] = policy.instances_user_has_any_permission_for(user, USES)
    return rows


def check_references(instance: Model, user: Any, before: Iterable[Target] = ()) -> None:
    """Refuse what ``instance`` newly points to and ``user`` may not use; for writes without a form.

    Args:
        instance: the record as it will be saved.
        user: who saves it; None for the system itself.
        before: `references_of` the record before the change.

    Raises:
        ValidationError: when a new target belongs to another unit; it never says which.
    """
    if foreign_among(user, references_of(instance) - frozenset(before)):
        raise ValidationError(REFUSED)


class ReferenceGuard:
    """Makes a form refuse new foreign references, also in the forms of rows below it.

    A refused field shows its value from before again: the title of the foreign thing must
    not come back in the answer.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._pointed_to = references_of(self.instance)  # type: ignore[attr-defined]

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        refuse_foreign(self, user=self.for_user, before=self._pointed_to)  # type: ignore[attr-defined]

    def is_valid(self) -> bool:
        """Whether form and rows are valid and point to nothing foreign."""
        valid: bool = super().is_valid()  # type: ignore[misc]
        refused = [
            refuse_foreign(row, user=self.for_user, before=self._pointed_to)  # type: ignore[attr-defined]
            for row in _rows_below(self)
        ]
        return valid and not any(refused)


def refuse_foreign(form: Any, *, user: Any, before: frozenset[Target]) -> bool:
    """Put an error at each field of ``form`` with a new foreign reference; return whether there was one."""
    if not form.is_bound:
        return False
    named = {name: set(_targets(form, name)) - before for name in form.fields}
    foreign = foreign_among(user, set().union(*named.values()))
    refused = [name for name, targets in named.items() if targets & foreign]
    for name in refused:
        _refuse(form, name)
    return bool(refused)


def _refuse(form: Any, name: str) -> None:
    form.errors.pop(name, None)
    form.add_error(name, REFUSED)
    form.fields[name].bound_data = lambda data, initial: initial
    model_field = _model_field(form, name)
    if not isinstance(model_field, ManyToManyField):
        setattr(form.instance, model_field.attname, form.initial.get(name))


def _targets(form: Any, name: str) -> Iterator[Target]:
    """Return what a field of a form points to, whether its value was valid or not."""
    model_field = _model_field(form, name)
    if model_field is None:
        return
    if name in form.cleaned_data:
        value = form.cleaned_data[name]
    else:
        value = form.fields[name].widget.value_from_datadict(form.data, form.files, form.add_prefix(name))
    if value in (None, ""):
        return
    if isinstance(model_field, ForeignKey):
        yield _base(model_field.related_model), _key(value)
    elif isinstance(model_field, ManyToManyField):
        yield from ((_base(model_field.related_model), _key(each)) for each in value)
    else:
        for model, pk, _path, _place in model_field.extract_references(value):
            yield _base(model), str(pk)


def _model_field(form: Any, name: str) -> Any:
    """Return the model's field if it can point to something."""
    if not isinstance(form, forms.ModelForm):
        return None
    try:
        field = form._meta.model._meta.get_field(name)
    except FieldDoesNotExist:
        return None
    points = isinstance(field, (ForeignKey, ManyToManyField)) or hasattr(field, "extract_references")
    return field if points and isinstance(field, Field) else None


def _rows_below(form: Any) -> Iterator[Any]:
    for formset in getattr(form, "formsets", {}).values():
        for row in formset.forms:
            yield row
            yield from _rows_below(row)


def _key(value: Any) -> str:
    """Return a primary key as text; what is no key at all names no record, and its field says so itself."""
    key = str(value.pk if isinstance(value, Model) else value)
    return key if isinstance(value, Model) or key.isdecimal() else ""


def _base(model: Any) -> type[Model]:
    """Return the model that holds the primary key: `Page` for every type of page."""
    parents = model._meta.get_parent_list()
    return parents[-1] if parents else model


def _model_of(content_type_id: int) -> type[Model]:
    return ContentType.objects.get_for_id(content_type_id).model_class() or Model


def _is_editable(instance: Model, name: str) -> bool:
    field = instance._meta.get_field(name)
    return field.editable if isinstance(field, Field) else True  # relations to rows below have no say


class UnitPageForm(ReferenceGuard, WagtailAdminPageForm):
    """The form of every page type of a subsite."""


class GuardedModelForm(ReferenceGuard, WagtailAdminModelForm):
    """The form of records with pictures, files or texts."""
