"""Pages of the public door: «check my contract»."""

from django.urls import path

from opennrm.prevention.views import check

app_name = "prevention"
urlpatterns = [path("contract/", check.own, name="check")]
