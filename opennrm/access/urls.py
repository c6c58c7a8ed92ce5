"""The pages of access."""

from django.urls import path

from opennrm.access.views import audit, emergency, files, mine

app_name = "access"
urlpatterns = [
    path("access/", mine.mine, name="mine"),
    path("grants/", files.grants, name="grants"),
    path("grants/<int:pk>/revoke/", files.revoke, name="revoke"),
    path("files/<uuid:pk>/", files.file, name="file"),
    path("files/<uuid:pk>/give/", files.give, name="give"),
    path("files/<uuid:pk>/hand-over/", files.hand_over, name="hand_over"),
    path("emergency/", emergency.break_open, name="break"),
    path("emergency/reviews/", emergency.reviews, name="reviews"),
    path("emergency/reviews/<uuid:pk>/", emergency.review, name="review"),
    path("audit/", audit.search, name="audit"),
    path("audit.csv", audit.export, name="audit_file"),
]
