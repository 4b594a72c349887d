from accord.accountability import views
from accord.kit.pages import page_path

urlpatterns = [
    *page_path("recommendations/", views.recommendations, "recommendations"),
    *page_path("recommendations/<slug:ref>/", views.recommendation, "recommendation"),
    *page_path("commitments/", views.commitments, "commitments"),
    *page_path("commitments/<slug:ref>/", views.commitment, "commitment"),
]
