"""A whole platform as one file, for its conveners: JSON, pages that are read without this site, files."""

from accord.spaces.exporting.archive import Told, write_archive
from accord.spaces.exporting.items import Exported, ExportedFile, Section, register
from accord.spaces.exporting.size import one_more, size_of

__all__ = ["Exported", "ExportedFile", "Section", "Told", "one_more", "register", "size_of", "write_archive"]
