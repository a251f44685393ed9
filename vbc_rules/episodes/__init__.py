"""From service lines to episodes: trigger, window, services, precedence; nothing of payment."""
