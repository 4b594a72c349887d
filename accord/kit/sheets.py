"""Sheets and scripts under names that say their content: a reader fetches each once a release and never asks again."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class Sheets(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # its library tells no types
    def stored_name(self, name: str) -> str:
        """The plain name where nothing was gathered, as in tests: a page without its sheets is better than no page."""
        try:
            return str(super().stored_name(name))
        except ValueError:
            return name
