"""Pages: widgets without decisions, presenters without widgets."""
