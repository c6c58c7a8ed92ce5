"""The forms of organisations, officials and contact points."""
