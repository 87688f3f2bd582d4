"""What happened in a shift: facts, their fold into one state, and the rules of what may happen. Pure."""
