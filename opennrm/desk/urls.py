"""The home page of staff."""

from django.urls import path

from opennrm.desk import views

app_name = "desk"
urlpatterns = [
    path("", views.home, name="home"),
    path("tour/", views.tour, name="tour"),
    path("employers/", views.employer, name="employer"),
    path("officials/<uuid:pk>/leave/", views.leave, name="leave"),
]
