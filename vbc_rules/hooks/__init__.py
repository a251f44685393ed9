"""What plugins declare, how they are found, and the registry that hands it out."""
