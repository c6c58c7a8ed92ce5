"""The pages of materials: versions, copies, and what the public downloads."""
