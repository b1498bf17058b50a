"""What is said of a list of domains and of the file that the answers go to."""

from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP, Text

# fmt: off
TEXTS: dict[str, Text] = {
    "list.line": Text(QT_TRANSLATE_NOOP("Finding", "Line {line}: {problem}")),
    "list.columns": Text(QT_TRANSLATE_NOOP("Finding", "This line has several columns. Begin the list with a line that names them, one of them “domain”.")),
    "list.short-row": Text(QT_TRANSLATE_NOOP("Finding", "This line ends before the column “domain”.")),
    "list.quotation-mark": Text(QT_TRANSLATE_NOOP("Finding", "A quotation mark begins in this line and does not end.")),
    "list.out.ending": Text(QT_TRANSLATE_NOOP("Finding", "“{file}” ends neither with .csv nor with .jsonl. Choose .csv for a table to open in Excel, or .jsonl for one JSON object a line.")),
    "list.out.exists": Text(QT_TRANSLATE_NOOP("Finding", "“{file}” exists already, and nothing in it was changed. To go on with it, add --resume. To begin anew, name another file.")),
    "list.out.other": Text(QT_TRANSLATE_NOOP("Finding", "“{file}” was not written by this command, or by another version of it, so it can't be continued. Name another file.")),
}
