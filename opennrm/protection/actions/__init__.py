"""What is done in protection: each verb one transaction and one audit line, for the purpose of support."""
