"""A unit's own people: who holds which post, invitations by e-mail, deputies."""
