"""Template tags and filters of every room."""

from django import template

register = template.Library()
