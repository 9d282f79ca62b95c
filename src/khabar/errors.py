"""The errors khabar raises: what could not be done, with which input, what was expected, what to do."""


class KhabarError(Exception):
    """Any failure that khabar explains itself; the command line prints it and exits with 1."""


class ReadError(KhabarError):
    """A file or a report that cannot be read; a report's reason in the rejects."""


class ConfigError(KhabarError):
    """A setting or an argument that makes no sense."""


class StoreError(KhabarError):
    """A store that cannot be opened, read or written."""


class MissingExtraError(KhabarError):
    """A part that needs a package which is not installed."""
