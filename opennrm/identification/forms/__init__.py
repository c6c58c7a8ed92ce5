"""What an official fills in about a case."""
