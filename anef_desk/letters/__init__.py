"""Letters and checklists: facts become fields, fields become words, words pages.

Opens no vault and asks no clock. French is what is signed; the copy in the person's
language says that it has no legal value.
"""
