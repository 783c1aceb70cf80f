"""Counts an association can show without showing anyone.

Pure: records go in, tables come out. Nothing here knows who wrote a record down.
"""
