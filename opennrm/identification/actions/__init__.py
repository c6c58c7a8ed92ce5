"""What is done in identification: each verb one transaction and one audit line, in the scope of who acts."""
