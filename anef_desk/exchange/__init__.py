"""What enters and what leaves: copies of papers, and a person's own data."""
