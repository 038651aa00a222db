"""Routes of the workspace."""

from peelian.interfaces.workspace.acting.urls import urlpatterns as acting
from peelian.interfaces.workspace.collecting.urls import urlpatterns as collecting
from peelian.interfaces.workspace.following.urls import urlpatterns as following
from peelian.interfaces.workspace.inspecting.urls import urlpatterns as inspecting
from peelian.interfaces.workspace.judging.urls import urlpatterns as judging
from peelian.interfaces.workspace.measuring.urls import urlpatterns as measuring
from peelian.interfaces.workspace.noticing.urls import urlpatterns as noticing
from peelian.interfaces.workspace.organising.urls import urlpatterns as organising
from peelian.interfaces.workspace.partners.urls import urlpatterns as partners
from peelian.interfaces.workspace.registering.urls import urlpatterns as registering
from peelian.interfaces.workspace.reporting.urls import urlpatterns as reporting
from peelian.interfaces.workspace.responding.urls import urlpatterns as responding
from peelian.interfaces.workspace.reviewing.urls import urlpatterns as reviewing
from peelian.interfaces.workspace.tracking.urls import urlpatterns as tracking
from peelian.interfaces.workspace.watching.urls import urlpatterns as watching

app_name = "workspace"
urlpatterns = [
    *inspecting,
    *collecting,
    *judging,
    *following,
    *measuring,
    *reporting,
    *responding,
    *reviewing,
    *acting,
    *partners,
    *registering,
    *tracking,
    *watching,
    *noticing,
    *organising,
]
