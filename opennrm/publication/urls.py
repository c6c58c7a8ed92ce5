"""The public statistics pages."""

from django.urls import path

from opennrm.publication.views import converters, ledger, public, verifying

converters.install()

app_name = "publication"
first = [path("", public.first_page)]  # outside the language prefixes
urlpatterns = [
    path("statistics/", public.home, name="home"),
    path("report/<edition:at>/", public.annual_report, name="report"),
    path("statistics/<edition:at>/", public.statistics, name="statistics"),
    path("statistics/<edition:at>/table/<slug:table>/", public.table, name="table"),
    path("statistics/<edition:at>/table/<slug:table>.<str:format>", public.table_file, name="table_file"),
    path("statistics/<edition:at>/figure/<str:figure>/", public.figure, name="figure"),
    path("statistics/<edition:at>/files/<str:name>", public.edition_file, name="file"),
    path("plan/<int:year>/", public.action_plan, name="plan"),
    path("published/", public.published_figures, name="published"),
    path("published.csv", public.published_file, name="published_file"),
    path("published.csv-metadata.json", public.published_metadata, name="published_metadata"),
    path("verify/", verifying.verify, name="verify"),
    path("compare/", verifying.compare, name="compare"),
    path("releases/", ledger.ledger, name="ledger"),
    path("releases/<slug:number>/", ledger.release, name="release"),
    path("releases/<slug:number>/<str:name>", ledger.release_file, name="release_file"),
]
