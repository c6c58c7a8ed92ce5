"""What an examiner fills in."""
