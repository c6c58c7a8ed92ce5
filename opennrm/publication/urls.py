"""The public statistics pages."""

from django.urls import path

from opennrm.publication import views

app_name = "publication"
first = [path("", views.first_page)]  # outside the language prefixes
urlpatterns = [
    path("statistics/", views.home, name="home"),
    path("report/<int:year>/", views.annual_report, name="report"),
    path("statistics/<int:year>/", views.statistics, name="statistics"),
    path("statistics/<int:year>/table/<slug:table>/", views.table, name="table"),
    path("statistics/<int:year>/table/<slug:table>.<str:format>", views.table_file, name="table_file"),
    path("statistics/<int:year>/figure/<str:figure>/", views.figure, name="figure"),
    path("statistics/<int:year>/files/<str:name>", views.edition_file, name="file"),
    path("plan/<int:year>/", views.action_plan, name="plan"),
    path("published/", views.published_figures, name="published"),
    path("published.csv", views.published_file, name="published_file"),
    path("published.csv-metadata.json", views.published_metadata, name="published_metadata"),
]
