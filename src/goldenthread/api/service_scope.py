"""What a token may ask of a service: as its role may, and never beyond the service it is narrowed to."""

from collections.abc import Callable

from django.http import HttpRequest
from django.utils import timezone

from goldenthread.api.bearer import token_in
from goldenthread.api.problem import Refusal, not_found
from goldenthread.people.access import Officer, Viewer
from goldenthread.people.queries.service import ServiceTree, services

Permission = Callable[[Viewer], bool]


def viewer_with(request: HttpRequest, permission: Permission) -> Officer:
    """The token's owner with its one role. Raises a problem 401 without a token, 403 where it may not."""
    bearer = token_in(request)
    if not permission(bearer.viewer):
        raise Refusal(403, "The role that the token was made for may not read this.")
    return bearer.viewer


def tree_in(request: HttpRequest) -> ServiceTree:
    """The services that the token reaches today: all, or one and those beneath it."""
    tree, narrowed = services(timezone.localdate()), token_in(request).service
    if not narrowed:
        return tree
    reached = tree.beneath([narrowed])
    return ServiceTree({each.ref: each for each in tree if each.ref in reached})


def service_in(request: HttpRequest, service: str, permission: Permission) -> tuple[Officer, ServiceTree]:
    """Who asks and the services reached, for one service. Raises a problem 401, 403 or 404."""
    viewer = viewer_with(request, permission)
    reached = tree_in(request)
    if service in reached:
        return viewer, reached
    if service in services(timezone.localdate()):
        raise Refusal(403, "The token is narrowed to another service.")
    raise not_found("service")
