"""The desk where bodies report the progress of measures, year by year."""

from django.urls import path

from opennrm.plan.views import overview, progress, writing, years

app_name = "plan"
urlpatterns = [
    path("progress/", overview.overview, name="progress_overview"),
    path("progress.csv", overview.file, name="progress_file"),
    path("progress/<int:pk>/", progress.detail, name="progress"),
    path("progress/<int:pk>/edit/", writing.edit, name="progress_edit"),
    path("progress/<int:pk>/figures/", writing.figures, name="progress_figures"),
    path("progress/<int:pk>/send/", progress.send, name="progress_send"),
    path("progress/<int:pk>/ask-back/", progress.ask_back, name="progress_ask_back"),
    path("progress/<int:pk>/accept/", progress.accept, name="progress_accept"),
    path("progress/<int:pk>/versions/<int:number>/", progress.version, name="progress_version"),
    path("reporting-years/", years.index, name="years"),
    path("reporting-years/<int:year>/", years.year, name="year"),
    path("action-plans/<int:plan>/", overview.measures, name="measures"),
]
