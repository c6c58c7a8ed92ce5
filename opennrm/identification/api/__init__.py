"""Cases, referrals and notices for other systems: pulled as a key's official may see them, pushed as they may act."""
