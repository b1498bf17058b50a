"""A report as one page: to read on any screen and on paper, with the JSON in it to open again."""

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from mailadmin.core.event import Phrase
from mailadmin.core.report.told import ToldReport
from mailadmin.core.resources import resource
from mailadmin.core.texts import say


def page_of(report: ToldReport, data: str) -> str:
    """The page. ``data`` is the report as JSON, in which nothing can end its block."""
    environment = Environment(
        loader=FileSystemLoader(resource("report")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    template = environment.get_template("report.html")
    if "<" in data:  # the template puts it in as it is
        raise ValueError("the JSON could end the block that it stands in")
    return template.render(report=report, data=data, word=_word)


def _word(name: str) -> str:
    return say(Phrase(f"report.{name}"))
