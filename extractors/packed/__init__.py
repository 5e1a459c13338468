"""Packages: ZIP archives and e-mails that are saved as files. Nothing but the files in them is looked for."""
