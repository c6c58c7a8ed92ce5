"""The pages of the public door (``door*``) and of the desk (``desk*``)."""
