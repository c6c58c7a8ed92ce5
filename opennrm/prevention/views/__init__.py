"""The pages of prevention at the desk."""
