"""What was searched for, how often and with what success; nothing about who searched."""
