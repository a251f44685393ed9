"""From a checked document to the contract: frozen values with their dates and places."""
