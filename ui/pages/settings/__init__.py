"""The settings of the desk: one page for each subject."""
