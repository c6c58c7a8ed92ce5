"""What a caseworker fills in."""
