"""What people fill in: at the desk of releases, about editions and their texts, to ask for a table."""
