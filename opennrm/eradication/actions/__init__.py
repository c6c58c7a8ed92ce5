"""Verbs of this room, by object."""
