"""Pages of the public door: «check my contract»."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
