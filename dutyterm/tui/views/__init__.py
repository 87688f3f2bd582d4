"""Views: from the state of a shift to rows of text; pure, measured in cells, tested without Textual."""
