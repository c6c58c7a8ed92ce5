"""The pages of protection at the desk."""
