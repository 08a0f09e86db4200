"""Text that is ciphertext in the database: phone, ID number, family and health facts, drafts.

A value is bound to table, column and row: copied to another place it does not open. The row is
named by columns that never change and stand in its history too: the public code, or, where a
table has none, what else names its rows (`bound_to`).
"""

from typing import TYPE_CHECKING, Any, Final, overload

from django.core.checks import CheckMessage, Error
from django.db import models
from django.db.models.query_utils import DeferredAttribute

from columns.keyring import blind_index, blind_indexes, is_current, seal, unseal

__all__ = [
    "Sealed",
    "SealedTextField",
    "blind_index",
    "blind_indexes",
    "seal",
    "sealed_for",
    "unseal",
]

if TYPE_CHECKING:
    BytesColumn = models.BinaryField[str, Any]
else:
    BytesColumn = models.BinaryField

LATER = object()
WITH_ITS_ROW = (
    "A sealed column is written together with its row: by save(), bulk_create(), or, for"
    " update(), with sealed_for(row, name). It cannot be searched."
)


class Sealed(bytes):
    """A value as it stands in the table. It opens for its own row; values() shows it closed."""

    _text: str | None = None

    @classmethod
    def of(cls, text: str, place: str) -> "Sealed":
        made = cls(seal(text, place))
        made._text = text
        return made

    def text(self, place: str) -> str:
        if self._text is None:
            self._text = unseal(bytes(self), place)
        return self._text

    def __str__(self) -> str:
        return "（已加密）"

    def __repr__(self) -> str:
        return "<Sealed>"

    def __reduce__(self) -> tuple[type["Sealed"], tuple[bytes]]:
        return Sealed, (bytes(self),)  # what was opened is not copied along


class SealedAttribute(DeferredAttribute):
    """Opens the value when it is read, not when the row is loaded: a list never pays for it."""

    field: "SealedTextField"

    @overload
    def __get__(self, instance: None, cls: Any = None) -> "SealedAttribute": ...
    @overload
    def __get__(self, instance: models.Model, cls: Any = None) -> str: ...
    def __get__(self, instance: models.Model | None, cls: Any = None) -> Any:
        if instance is None:
            return self
        kept = instance.__dict__.get(self.field.attname, LATER)
        if kept is LATER:
            kept = instance.__dict__[self.field.attname] = self._loaded(instance)
        if isinstance(kept, Sealed):
            return kept.text(self.field.place_of(instance))
        return kept or ""

    def _loaded(self, instance: models.Model) -> Any:
        """What was deferred, closed: Django's own loading would open it on a row without a name."""
        rows = type(instance)._base_manager.using(instance._state.db)
        return rows.values_list(self.field.attname, flat=True).get(pk=instance.pk)

    def __set__(self, instance: models.Model, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


class SealedTextField(BytesColumn):
    """A text column stored as ciphertext; empty text stays NULL. It cannot be searched."""

    descriptor_class = SealedAttribute
    non_db_attrs: Final = (*models.BinaryField.non_db_attrs, "bound_to")  # type: ignore[misc]  # the stubs do not know it

    def __init__(self, *args: Any, bound_to: tuple[str, ...] = ("code",), **kwargs: Any) -> None:
        kwargs["null"] = True
        kwargs["blank"] = True
        kwargs["editable"] = True
        super().__init__(*args, **kwargs)
        self.bound_to = tuple(bound_to)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        for fixed in ("null", "blank", "editable"):
            kwargs.pop(fixed, None)
        if self.bound_to != ("code",):
            kwargs["bound_to"] = self.bound_to
        return name, path, args, kwargs

    def check(self, **kwargs: Any) -> list[CheckMessage]:
        """Of the model as declared; its history repeats the columns."""
        known = {each.attname for each in self.model._meta.concrete_fields}
        lacking = [name for name in self.bound_to if name not in known]
        wrong = [
            Error(
                f"加密列要说明属于哪一行：{self.model._meta.label} 没有 {name} 列，"
                "请用 bound_to 写出能指明一行、并且不会改变的列。",
                obj=self,
                id="columns.E001",
            )
            for name in lacking
        ]
        return [*super().check(**kwargs), *wrong]

    def place_of(self, row: models.Model) -> str:
        """Table, column, row; a history row is a copy of the row it tells of."""
        names = [getattr(row, name) for name in self.bound_to]
        if any(name in {None, ""} for name in names):
            raise ValueError(f"{row._meta.label}.{self.name}: the row has no {self.bound_to} yet")
        model: type[models.Model] = getattr(row, "pgh_tracked_model", None) or type(row)
        return place(model._meta.db_table, str(self.column), names)

    def pre_save(self, model_instance: models.Model, add: bool) -> Sealed | None:  # noqa: FBT001 (Django's signature)
        kept = model_instance.__dict__.get(self.attname)
        if not kept:
            return None
        where = self.place_of(model_instance)
        if isinstance(kept, Sealed):
            # Opened even when it stays: a value that came with another row's code stops here.
            text = unseal(bytes(kept), where)
            if is_current(kept):
                return kept
        else:
            text = str(kept)
        made = Sealed.of(text, where)
        model_instance.__dict__[self.attname] = made
        return made

    def from_db_value(self, value: Any, _expression: Any, _connection: Any) -> Any:
        return "" if value is None else Sealed(bytes(value))

    def to_python(self, value: Any) -> Any:
        return value

    def get_prep_value(self, value: Any) -> bytes | None:
        if value is None or value == "":
            return None
        if not isinstance(value, Sealed):
            raise TypeError(WITH_ITS_ROW)
        return bytes(value)

    def get_default(self) -> str:
        return ""

    def value_to_string(self, obj: models.Model) -> str:
        return str(self.value_from_object(obj))


def sealed_for(row: models.Model, name: str) -> Sealed | None:
    """For update(): the value this column of the row in hand gets, sealed for it."""
    field = row._meta.get_field(name)
    if not isinstance(field, SealedTextField):
        raise TypeError(f"{row._meta.label}.{name} is not sealed")
    return field.pre_save(row, add=False)


def place(table: str, column: str, names: list[Any]) -> str:
    """The words a value is bound by; rotation makes them from the table itself."""
    return "|".join([table, column, *map(str, names)])
