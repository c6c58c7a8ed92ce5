"""How an official signs in, and how that ends."""
