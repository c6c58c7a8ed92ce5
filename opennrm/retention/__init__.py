"""How long each class of record is kept, and how it goes."""
