"""What is wrong with settings that somebody publishes, and with the way they came."""

from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP, Text

# fmt: off
TEXTS: dict[str, Text] = {
    # -- the file
    "discover.config.too-big": Text(
        QT_TRANSLATE_NOOP("Finding", "The file with the mail settings is far too big"),
        QT_TRANSLATE_NOOP("Finding", "Such a file has a page or two. This one was not read on, because it may be made to keep the program busy."),
    ),
    "discover.config.forbidden": Text(
        QT_TRANSLATE_NOOP("Finding", "The file with the mail settings holds commands that do not belong there"),
        QT_TRANSLATE_NOOP("Finding", "They could make a program fetch other files or work without end, so the whole file is left aside."),
    ),
    "discover.config.web-page": Text(
        QT_TRANSLATE_NOOP("Finding", "There is an ordinary web page where the mail settings would be"),
        QT_TRANSLATE_NOOP("Finding", "Websites that answer every address with the same page do this, and so do domains that are for sale and networks that want you to sign in first."),
    ),
    "discover.config.broken": Text(
        QT_TRANSLATE_NOOP("Finding", "The file with the mail settings is damaged and can't be read"),
        QT_TRANSLATE_NOOP("Finding", "Only whoever publishes it can put it right."),
    ),
    "discover.config.not-settings": Text(
        QT_TRANSLATE_NOOP("Finding", "There is a file where the mail settings would be, but it holds something else"),
        QT_TRANSLATE_NOOP("Finding", "Only whoever publishes it can put it right."),
    ),
    "discover.config.no-provider": Text(
        QT_TRANSLATE_NOOP("Finding", "The file with the mail settings does not say whose settings they are"),
        QT_TRANSLATE_NOOP("Finding", "Without the name of a provider and of its domains, nobody can tell whether they are meant for you. Only whoever publishes the file can put it right."),
    ),
    "discover.config.no-outgoing": Text(
        QT_TRANSLATE_NOOP("Finding", "The file with the mail settings names no server for sending that can be used"),
        QT_TRANSLATE_NOOP("Finding", "Only whoever publishes it can put it right."),
    ),
    "discover.config.no-incoming": Text(
        QT_TRANSLATE_NOOP("Finding", "The file with the mail settings names no server for reading mail that can be used"),
        QT_TRANSLATE_NOOP("Finding", "Only whoever publishes it can put it right."),
    ),
    "discover.config.personal-host": Text(
        QT_TRANSLATE_NOOP("Finding", "The file with the mail settings names servers that have your user name in their names, so they were not asked"),
        QT_TRANSLATE_NOOP("Finding", "Whoever looks up such a name tells your user name to everybody on the way. If you trust the file, type the servers by hand; the details show their names. What was asked: {origin}"),
    ),
    # -- the way it came
    "discover.web.redirect-to-http": Text(
        QT_TRANSLATE_NOOP("Finding", "The address for mail settings leads to a page without encryption, so nothing was read there"),
        QT_TRANSLATE_NOOP("Finding", "Anybody on the way could change what such a page says, and your password would go where they want. Whoever runs the website can put it right. What was asked: {origin}"),
    ),
    "discover.web.redirect": Text(
        QT_TRANSLATE_NOOP("Finding", "The address for mail settings only leads to other addresses, and none of them gives a file"),
        QT_TRANSLATE_NOOP("Finding", "Whoever runs the website can put it right. What was asked: {origin}"),
    ),
    "discover.web.certificate": Text(
        QT_TRANSLATE_NOOP("Finding", "The website with the mail settings can't prove who it is, so nothing was read there"),
        QT_TRANSLATE_NOOP("Finding", "Its certificate was not accepted. Often it is just made for other names of the same website. If other websites warn of certificates here as well, the reason is this computer or network. What was asked: {origin}"),
    ),
    "discover.web.bad-reply": Text(
        QT_TRANSLATE_NOOP("Finding", "The website that would have the mail settings gives an answer that makes no sense"),
        QT_TRANSLATE_NOOP("Finding", "Only whoever runs it can put it right. What was asked: {origin}"),
    ),
    "discover.web.trouble": Text(
        QT_TRANSLATE_NOOP("Finding", "The website that would have the mail settings is not working at the moment"),
        QT_TRANSLATE_NOOP("Finding", "It answers, but says that it is too busy or has a fault. Try again later. What was asked: {origin}"),
    ),
    "discover.web.database-address": Text(
        QT_TRANSLATE_NOOP("Finding", "The address of the database of mail settings is not an encrypted one, so nobody was asked there"),
        QT_TRANSLATE_NOOP("Finding", "It has to begin with https://. Put it right in the settings of this program. What is there now: {origin}"),
    ),
}
