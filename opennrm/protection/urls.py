"""The pages of protection at the desk."""

from django.urls import path

from opennrm.protection.views import plan_page

app_name = "protection"
urlpatterns = [
    path("protection/<uuid:pk>/", plan_page.plan, name="plan"),
]
