"""What is due by the clock, and what waits to be sent."""
