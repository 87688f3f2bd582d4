"""What a hall has to do: the lists, cards and categories of the manual, as data."""
