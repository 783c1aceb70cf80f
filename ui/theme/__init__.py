"""How the window looks: a few tokens, one style sheet, two fonts, one icon family."""
