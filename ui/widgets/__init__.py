"""Small reusable widgets, one per file; they decide nothing."""
