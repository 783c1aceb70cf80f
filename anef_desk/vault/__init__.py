"""The encrypted store: the only package that speaks SQL.

A vault is a folder: ``vault.db`` (SQLCipher 4, raw key), ``keys.json`` (one slot per
colleague), ``vault.lock`` and ``backups/``.
"""
