"""Tests of packages: ZIP archives and e-mails with forms in them, as programs make them."""
