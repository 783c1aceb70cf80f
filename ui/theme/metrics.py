"""Lengths of the design, in device-independent pixels at 100 % text."""

PAGE_MARGIN = 28
GAP = 16  # between cards
INSIDE = 14  # inside rows
TARGET = 40  # what is clicked every day
ROW = 60
RADIUS = 8
ICON = 20
ICON_GAP = 4  # besides what Qt leaves between an icon and its word
LOW = 600
"""Height of a page under which all but its list takes as little as it can."""
