"""The pages of organisations, officials, roles, contact points and duty."""
