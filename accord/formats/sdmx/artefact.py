"""One structural artefact as it is held: the model of pysdmx, and beside it what that model has no place for.

pysdmx keeps one language of each text and no parents of codes; both are kept here, by the path of the item (`A`, `A.B` in
nested schemes, "" for the artefact itself). `to_text` and `from_text` are exact: the text names each class and field.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from functools import cache
from typing import Any

from accord.formats.messages import Unreadable
from accord.formats.sdmx.shape import Names, Ref

FORM = 1  # of the text


@dataclass(frozen=True, slots=True)
class Artefact:
    """`ref` names it by its owner; `model` is a pysdmx.model object; `texts` holds names and descriptions by path and
    language where there are others than one in English; `parents` the parent of each code that has one."""

    ref: Ref
    model: Any
    texts: Mapping[str, Mapping[str, Names]] = field(default_factory=dict)  # path -> name | description -> language -> text
    parents: Mapping[str, str] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many items it holds: codes, concepts, categories, components; 0 where it is no collection."""
        inner = getattr(self.model, "components", None) or getattr(self.model, "items", None) or ()
        return len(inner)

    def names(self, path: str = "", what: str = "name") -> Names:
        """The names (or descriptions) of an item by language; of the artefact itself without a path."""
        if path in self.texts and what in self.texts[path]:
            return self.texts[path][what]
        text = getattr(self.item(path), what, None)
        return {"en": text} if text else {}

    def all_names(self) -> dict[str, Names]:
        """The names of every item of a flat scheme, by id."""
        plain = {i.id: {"en": i.name} if i.name else {} for i in getattr(self.model, "items", ())}
        return {path: self.texts.get(path, {}).get("name", names) for path, names in plain.items()}

    def item(self, path: str) -> Any:
        """The item at a path, the artefact itself for "", None where there is none."""
        thing = self.model
        for part in path.split(".") if path else ():
            inner = getattr(thing, "items", None) or getattr(thing, "categories", None) or ()
            thing = next((i for i in inner if i.id == part), None)
        return thing


def to_text(artefact: Artefact) -> str:
    """One line of JSON that `from_text` turns into the same artefact; equal artefacts give equal texts."""
    ref = artefact.ref
    told = {
        "form": FORM,
        "ref": [ref.kind, ref.agency, ref.id, ref.version],
        "model": _plain(artefact.model),
        "texts": {p: {w: dict(n) for w, n in t.items()} for p, t in artefact.texts.items()},
        "parents": dict(artefact.parents),
    }
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


def from_text(text: str) -> Artefact:
    """The artefact of a text. Raises Unreadable: artefact_text, where the text is not one of `to_text`'s."""
    try:
        told = json.loads(text)
        if told["form"] != FORM:
            raise KeyError(told["form"])
        return Artefact(Ref(*told["ref"]), _model(told["model"]), told["texts"], told["parents"])
    except (ValueError, KeyError, TypeError, RecursionError) as fault:
        raise Unreadable("artefact_text") from fault


def _plain(value: Any) -> Any:
    """A value of pysdmx's models as JSON: classes by name under `@`, fields at their default left out."""
    import msgspec

    if isinstance(value, Enum):  # before str: pysdmx's are both
        return {"@": type(value).__name__, "is": value.value}
    if value is None or isinstance(value, str | bool | int | float):
        return value
    if isinstance(value, datetime):
        return {"@": "datetime", "is": value.isoformat()}
    if isinstance(value, msgspec.Struct):
        told: dict[str, Any] = {"@": type(value).__name__}
        for spec in msgspec.structs.fields(value):
            one = getattr(value, spec.name)
            if not _same(one, spec):
                told[spec.name] = _plain(one)
        return told
    if isinstance(value, Mapping):
        return {"@": "dict", "is": [[_plain(k), _plain(v)] for k, v in value.items()]}
    if type(value).__name__ == "Components":
        return {"@": "Components", "is": [_plain(v) for v in value]}
    if isinstance(value, tuple | list):
        return [_plain(v) for v in value]
    raise TypeError(f"{type(value).__name__} has no text")


def _same(value: Any, spec: Any) -> bool:
    """Whether a field is at its default."""
    return spec.default.__class__ is value.__class__ and bool(spec.default == value)


def _model(told: Any) -> Any:
    """The value of `_plain`'s JSON. Only classes of pysdmx's models are made."""
    if isinstance(told, list):
        return tuple(_model(v) for v in told)
    if not isinstance(told, dict):
        return told
    name = told["@"]
    if name == "datetime":
        return datetime.fromisoformat(told["is"])
    if name == "dict":
        return {_model(k): _model(v) for k, v in told["is"]}
    made = _classes()[name]
    if "is" in told:
        return made([_model(v) for v in told["is"]] if name == "Components" else told["is"])
    return made(**{k: _model(v) for k, v in told.items() if k != "@"})


@cache
def _classes() -> dict[str, Any]:
    """Every class that a model of pysdmx may consist of, by name."""
    import msgspec
    from pysdmx import model
    from pysdmx.model import category, code, concept, constraint, dataflow, map, metadata, organisation, vtl

    modules = (model, category, code, concept, constraint, dataflow, map, metadata, organisation, vtl)
    return {
        name: one
        for module in modules
        for name, one in vars(module).items()
        if isinstance(one, type) and (issubclass(one, msgspec.Struct | Enum) or name == "Components")
    }
