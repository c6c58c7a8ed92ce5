"""Pages of the desk: investigations, related offences, exchange of information."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
