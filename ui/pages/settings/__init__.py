"""What is decided about the vault: a list of sections, one module each.

To add one: a module with a page, its presenter and ``make(desk, ask)``, then a line in
`ui.pages.settings.sections`.
"""
