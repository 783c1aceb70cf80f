"""The window of ANEF Desk: it shows the core and carries gestures to it."""
