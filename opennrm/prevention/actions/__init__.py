"""What is done in prevention: each verb one transaction and one audit line, for the purpose of examination."""
