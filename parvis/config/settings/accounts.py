"""Who signs in, and how."""

AUTH_USER_MODEL = "accounts.User"
