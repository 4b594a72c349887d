from accord.directory import views
from accord.kit.pages import page_path

urlpatterns = [
    *page_path("directory/", views.directory, "directory"),
    *page_path("partnerships/", views.partnerships, "partnerships"),
]
