"""The report for support: one file about one account, to read and to open again (ADR 0016).

::

    gathering ──► content ──► told (words) ──► as_text, as_html, as_pdf
       facts         │                              │
                     └──► as_json ◄── reading       ├──► search: no secret in it
                                                    └──► file: whole or not at all
"""
