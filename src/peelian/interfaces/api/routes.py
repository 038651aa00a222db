"""The two APIs: public (read, no key) and workspace (signed in)."""

from ninja import NinjaAPI
from ninja.security import django_auth

api = NinjaAPI(title="Peelian public API", version="1", urls_namespace="api")
workspace_api = NinjaAPI(
    title="Peelian workspace API", version="1", urls_namespace="workspace_api", auth=django_auth
)
