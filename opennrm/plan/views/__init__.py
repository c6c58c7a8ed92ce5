"""The desk where bodies report their year."""
