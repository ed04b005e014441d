"""Links of a report, as they lead while an officer looks at it before it is frozen."""

from django.urls import reverse

from goldenthread.publish.link import CHAPTER, Resolve, is_of_site, is_whole


def in_preview(ref: str) -> Resolve:
    """A chapter's link leads to its preview; pages of the site and of the web lead where they always do."""

    def resolve(href: str) -> str:
        if href.startswith(CHAPTER):
            return reverse("edition-preview-chapter", args=[ref, href.removeprefix(CHAPTER)])
        return href if is_whole(href) or is_of_site(href) else ""

    return resolve
