"""Putting it on paper: documents of a hall as text, HTML and PDF. Knows no file of the hall and no desk."""
