"""Questions that are asked over a page and answered with a typed value."""
