"""Secondary suppression: which further cells are withheld so that no sum gives a small count away."""
