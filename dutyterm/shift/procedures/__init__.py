"""Emergency procedures as they are walked: facts, fold, rules, view (domain 3f)."""
