"""The pages of identification at the desk."""

from django.urls import path

from opennrm.identification.views import case_page

app_name = "cases"
urlpatterns = [
    path("cases/<str:code>/", case_page.case, name="case"),
]
