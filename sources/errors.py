"""The errors a caller may meet, in one tree.

* AssistantError
  x UnsupportedFormat
  x UnreadableDocument
    + PasswordNeeded
  x DocumentTooLarge
  x AddressError
    + AddressRefused
    + AddressUnreachable
      - AddressGone
  x LibraryError
    + LibraryInUse
    + LibraryDamaged
    + LibraryReadOnly
    + DiskFull
    + BackupRefused
  x ModelError
    + ModelUnavailable
    + ModelMismatch
  x UnknownDocument
  x QuestionRefused
  x EditRefused
  x ExportUnreadable
  x SyncRefused
  x SettingsError
"""

from __future__ import annotations

__all__ = [
    "AddressError",
    "AddressGone",
    "AddressRefused",
    "AddressUnreachable",
    "AssistantError",
    "BackupRefused",
    "DiskFull",
    "DocumentTooLarge",
    "EditRefused",
    "ExportUnreadable",
    "LibraryDamaged",
    "LibraryError",
    "LibraryInUse",
    "LibraryReadOnly",
    "ModelError",
    "ModelMismatch",
    "ModelUnavailable",
    "PasswordNeeded",
    "QuestionRefused",
    "SettingsError",
    "SyncRefused",
    "UnknownDocument",
    "UnreadableDocument",
    "UnsupportedFormat",
]


class AssistantError(Exception):
    """Base class for everything that goes wrong in a way the user can mend.

    The message says what happened and what to do next, so it can be shown as it is:

    ```
    try:
        library.add(path)
    except AssistantError as error:
        print(error, file=sys.stderr)
    ```
    """


class UnsupportedFormat(AssistantError):
    """The document is of a kind that is not read here."""


class UnreadableDocument(AssistantError):
    """The document is damaged, encrypted, empty, without text, or no longer there."""


class PasswordNeeded(UnreadableDocument):
    """The document opens with a password only, and none or a wrong one was given."""


class DocumentTooLarge(AssistantError):
    """The document is larger than what is accepted."""


class AddressError(AssistantError):
    """Base class for documents that could not be fetched from an address."""


class AddressRefused(AddressError):
    """The address is malformed, or leads to a place that is never fetched from."""


class AddressUnreachable(AddressError):
    """The address is acceptable, but the document did not come from it."""


class AddressGone(AddressUnreachable):
    """The address holds nothing any more."""


class LibraryError(AssistantError):
    """Base class for a library that cannot be opened or written."""


class LibraryInUse(LibraryError):
    """Another program holds the library."""


class LibraryDamaged(LibraryError):
    """The library's files contradict each other or cannot be read."""


class LibraryReadOnly(LibraryError):
    """The library's folder may be read and not written."""


class DiskFull(LibraryError):
    """The disk has no room for what was to be written; nothing of it was."""


class BackupRefused(LibraryError):
    """The backup is not sound, is there already, or cannot be written."""


class ModelError(AssistantError):
    """Base class for embedding models that cannot be used."""


class ModelUnavailable(ModelError):
    """The embedding model is not installed or cannot be loaded."""


class ModelMismatch(ModelError):
    """The library was built with another embedding model."""


class UnknownDocument(AssistantError):
    """No document of the library or the catalogue has this id, title or name."""


class QuestionRefused(AssistantError):
    """The question is empty or too long."""


class EditRefused(AssistantError):
    """A title, issuer, date or language cannot be kept as it was given."""


class ExportUnreadable(AssistantError):
    """The file is no exported conversation, or shows no quotes."""


class SyncRefused(AssistantError):
    """The folder is not there, or all its documents are gone from it."""


class SettingsError(AssistantError):
    """A setting has a value that cannot be used."""
