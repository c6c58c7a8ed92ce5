"""The pages of this room: statistics and the ledger for everybody, the desk of releases for staff."""
