"""Many tables made by one operation, so that a new site is ready soon.

After each operation Django draws all models anew that hang together with a new one: with two hundred tables most of a minute.
"""

from collections.abc import Sequence
from typing import Any, ClassVar

from django.db.migrations.operations import CreateModel
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class CreateTables(Operation):
    """What the operations make of nothing: they create models and add to these alone."""

    serialization_expand_args: ClassVar = ["operations"]
    reduces_to_sql = True

    def __init__(self, operations: Sequence[Operation]) -> None:
        self.operations = list(operations)

    def deconstruct(self) -> tuple[str, list[Any], dict[str, Any]]:
        return "CreateTables", [self.operations], {}

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        state.__dict__.pop("apps", None)  # drawn once, when all are there
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def _models(self, app_label: str, state: ProjectState) -> list[Any]:
        names = [operation.name for operation in self.operations if isinstance(operation, CreateModel)]
        return [state.apps.get_model(app_label, name) for name in names]

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: ProjectState, to_state: ProjectState) -> None:
        for model in self._models(app_label, to_state):
            if self.allow_migrate_model(schema_editor.connection.alias, model):
                schema_editor.create_model(model)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: ProjectState, to_state: ProjectState) -> None:
        for model in reversed(self._models(app_label, from_state)):
            if self.allow_migrate_model(schema_editor.connection.alias, model):
                schema_editor.delete_model(model)

    def describe(self) -> str:
        return f"Create {sum(isinstance(operation, CreateModel) for operation in self.operations)} tables"
