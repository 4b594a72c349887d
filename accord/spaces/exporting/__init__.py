"""A whole platform as one file, for its conveners: JSON, pages that are read without this site, files."""

from accord.spaces.exporting.archive import Told, write_archive
from accord.spaces.exporting.items import Exported, ExportedFile, Section, register
from accord.spaces.exporting.size import AN_HOUR, size_of

__all__ = ["AN_HOUR", "Exported", "ExportedFile", "Section", "Told", "register", "size_of", "write_archive"]
