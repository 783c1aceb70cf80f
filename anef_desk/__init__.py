"""The core of ANEF Desk: the law, the files, the vault, the letters."""

__version__ = "0.1.0"
