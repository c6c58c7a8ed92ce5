"""What officials fill in, by object."""
