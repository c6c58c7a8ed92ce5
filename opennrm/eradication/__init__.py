"""Chapter 4: offences, those suspected of them, and what the law made of it."""
