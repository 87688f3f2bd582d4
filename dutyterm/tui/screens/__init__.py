"""The pages of the terminal program; each is imported when it is opened."""
