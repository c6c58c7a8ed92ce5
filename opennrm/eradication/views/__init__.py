"""Pages of this room, by object."""
