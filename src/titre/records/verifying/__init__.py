"""Published files checked by anyone, offline, without a desk."""
