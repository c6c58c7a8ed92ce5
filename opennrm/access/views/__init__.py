"""The pages of access: files and their grants, emergency access and its review, the audit, one's own access."""
