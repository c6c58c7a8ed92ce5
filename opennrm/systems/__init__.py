"""systems: how another organisation's system calls, and what it was answered."""
