"""The pages of identification at the desk."""
