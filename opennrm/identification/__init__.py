"""Who may be a victim of trafficking: cases, screening, consent, referral (chapter 3, the desk behind the door)."""
