"""Where she sleeps and what she is given: plans, shelter, services, residence, return (chapter 5)."""
