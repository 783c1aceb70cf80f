"""Lengths of the design, in device-independent pixels at 100 % text."""

PAGE_MARGIN = 28
FOOT = 20  # under a page whose parts scroll by themselves
GAP = 16  # between cards
INSIDE = 14  # inside rows
TARGET = 40  # what is clicked every day
ROW = 60
RADIUS = 8
CARD_WIDTH = 860
"""The widest that a card of a page of words is; it grows with the text."""

NO_LIMIT = 16_777_215
"""What Qt calls no limit of a width or a height."""

UNDER_TITLE = 2  # between the title of a page and what it is about
ICON = 20
ICON_GAP = 4  # besides what Qt leaves between an icon and its word
LOW = 600
"""Height of a page under which all but its list takes as little as it can."""
