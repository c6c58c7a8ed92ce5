"""The home page of staff, composed from the rooms below."""
