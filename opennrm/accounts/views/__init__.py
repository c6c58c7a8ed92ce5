"""The pages of signing in: entering, setting up, one's own account, letting others in, the inbox."""
