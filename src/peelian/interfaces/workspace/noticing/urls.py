"""Routes of the workspace: notices, what is late, and the calendar."""

from django.urls import URLPattern, path

from peelian.interfaces.workspace.noticing import calendar, delivery, ladders, notices

urlpatterns: list[URLPattern] = [
    path("notices/", notices.notice_list, name="notices"),
    path("notices/<uuid:notice_id>/", notices.notice, name="notice"),
    path("notices/read/", notices.notices_read, name="notices_read"),
    path("notices/delivery/", delivery.delivery, name="notice_delivery"),
    path("notices/calendar/", calendar.calendar, name="calendar"),
    path("notices/calendar/revoke/", calendar.calendar_revoke, name="calendar_revoke"),
    path("calendar/<str:secret>.ics", calendar.calendar_feed, name="calendar_feed"),
    path("late/", ladders.late, name="late"),
    path("late/<uuid:escalation_id>/", ladders.ladder, name="ladder"),
    path("late/<uuid:escalation_id>/stop/", ladders.ladder_stop, name="ladder_stop"),
    path("late/<uuid:escalation_id>/resume/", ladders.ladder_resume, name="ladder_resume"),
]
