"""The verbs: one stage a module, each a pure function from typed input to typed output."""
