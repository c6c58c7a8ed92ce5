"""The public door, in every language. The pages of the desk are in ``urls_desk``."""

from django.urls import path

from opennrm.reporting.views import contact_points, door, door_back, leaflets

app_name = "door"
leave = door.leave  # outside the language prefixes
urlpatterns = [
    path("", door.home, name="home"),
    path("help/", door.help, name="help"),
    path("tip/", door.tip, name="tip"),
    path("safety/", door.safety, name="safety"),
    path("contact-points/", contact_points.contact_points, name="contact_points"),
    path("leaflets/", leaflets.leaflets, name="leaflets"),
    path("receipt/", door_back.receipt, name="receipt"),
    path("receipt/kept/", door_back.kept, name="kept"),
    path("receipt/files/", door_back.files, name="files"),
    path("receipt/older/", door_back.older, name="older"),
    path("receipt/write/", door_back.write, name="write"),
    path("receipt/withdraw/", door_back.withdraw, name="withdraw"),
]
