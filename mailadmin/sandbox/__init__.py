"""The built-in mail system: SMTP, IMAP and DNS on this computer, for nobody outside.

``--demo``, ``mailadmin sandbox``, ``mailadmin demo`` and our tests run against it. What goes wrong
in it is data (:mod:`mailadmin.sandbox.scenarios`); :class:`mailadmin.sandbox.system.Sandbox` starts
and stops it all.
"""
