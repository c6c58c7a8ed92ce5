"""The walk of one report through the whole house, role by role: tested, pictured, and told as the guided tour."""
