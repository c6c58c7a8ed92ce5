"""Pages of the desk: employers, contracts, examinations, technical interns."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
