"""The version of this package: here, so that nobody has to search the installed packages for it."""

__version__ = "0.1.0"
