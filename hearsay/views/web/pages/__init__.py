"""The pages, one a file. Each makes a :class:`~hearsay.views.web.page.Page` from a request."""
