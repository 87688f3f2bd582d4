"""Money of a shift: tills, blind counts, differences, bags, and what is handed on. Pure."""
