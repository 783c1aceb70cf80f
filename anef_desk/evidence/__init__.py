"""Attempts and remedies become evidence: what is missing, the chronology, the file.

Pure: values in, values out. The pages are drawn by `anef_desk.letters`.
"""
