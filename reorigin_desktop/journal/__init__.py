"""What was really practised, on the person's own disk."""
