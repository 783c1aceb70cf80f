"""The answers: pure functions from the catalogue, facts and a day.

No clock, no file, no database, no language: texts come back as `Text` values, which
whoever shows them reads in one language or in two.
"""
