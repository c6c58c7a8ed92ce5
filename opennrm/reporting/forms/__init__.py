"""What people fill in at the public door (``door*``) and at the desk (``desk*``)."""
