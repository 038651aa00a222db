"""Pages on which local policing bodies answer reports and scrutinise what follows, and forces comment."""
