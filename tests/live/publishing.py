"""Debian's own NSD and nginx as private instances: domains that publish their mail settings.

Each publishes in its own way, and nearly all have the servers of :mod:`tests.live.postfix` under
their own names. Both programs run as whoever runs the tests, on loopback and high ports, in one
folder, and end with the process that started them.

==============  ===================================================================
office.test     at ``autoconfig.office.test``: a token opens the servers, no password
known.test      at its well-known address only
listed.test     nothing by itself; a database has it
records.test    SRV records
absent.test     SRV records: it has no mail to send or to read (RFC 6186 section 3.4)
hosted.test     nothing, but its MX is at hoster.test, which publishes
rented.test     nothing, but its MX is at renter.test, which the database has
plain.test      the same as known.test, without encryption only
moved.test      an encrypted address that leads to an unencrypted one
strange.test    servers of somebody else
slow.test       a file that comes a few letters a second; SRV records
together.test   in its file, in SRV records, in a database and by its MX, all at once
bomb.test       XML that grows without end
false.test      at a web server whose certificate is not for it
wrong.test      SRV records, for a mail server whose certificate is not for it
usual.test      nothing, but its mail server has one of the usual names
nothing.test    nothing at all
==============  ===================================================================
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import trustme

from mailadmin.core.surroundings import Surroundings
from tests.live.daemon import Daemon, answers, free_ports, stop_all, wait_until
from tests.live.nameservers import program
from tests.live.oauth_server import ISSUER
from tests.live.postfix import MAIL_HOST, Mail

DATABASE: Final = "https://database.test/v1.1/"

_ZONE: Final = """
$ORIGIN test.
$TTL 300
@                 SOA   ns hostmaster 1 3600 600 86400 2
@                 NS    ns
ns                A     127.0.0.1
database          A     127.0.0.1
mail.office       A     127.0.0.1
autoconfig.office A     127.0.0.1
known             A     127.0.0.1
mail.known        A     127.0.0.1
mail.listed       A     127.0.0.1
mail.records      A     127.0.0.1
_submissions._tcp.records SRV 10 1 {submissions} mail.records
_submission._tcp.records  SRV 20 1 {submission} mail.records
_imaps._tcp.records       SRV 10 1 {imaps} mail.records
_imap._tcp.records        SRV 0 0 0 .
_submissions._tcp.absent  SRV 0 0 0 .
_submission._tcp.absent   SRV 0 0 0 .
_imaps._tcp.absent        SRV 0 0 0 .
_imap._tcp.absent         SRV 0 0 0 .
hosted            MX    10 mx1.hoster
mx1.hoster        A     127.0.0.1
mail.hoster       A     127.0.0.1
autoconfig.hoster A     127.0.0.1
rented            MX    10 mx1.renter
mx1.renter        A     127.0.0.1
mail.renter       A     127.0.0.1
plain             A     127.0.0.1
mail.plain        A     127.0.0.1
autoconfig.moved  A     127.0.0.1
mail.moved        A     127.0.0.1
autoconfig.strange A    127.0.0.1
autoconfig.slow   A     127.0.0.1
mail.slow         A     127.0.0.1
_submissions._tcp.slow SRV 10 1 {submissions} mail.slow
_imaps._tcp.slow  SRV   10 1 {imaps} mail.slow
together          MX    10 mx1.renter
autoconfig.together A   127.0.0.1
mail.together     A     127.0.0.1
_submissions._tcp.together SRV 10 1 {submissions} mail.together
_imaps._tcp.together SRV 10 1 {imaps} mail.together
autoconfig.bomb   A     127.0.0.1
autoconfig.false  A     127.0.0.1
_submissions._tcp.wrong   SRV 10 1 {submissions} mail.wrong
_imaps._tcp.wrong         SRV 10 1 {imaps} mail.wrong
mail.wrong        A     127.0.0.1
mail.usual        A     127.0.0.1
nothing           TXT   "nothing"
"""

_NSD: Final = """
server:
  ip-address: 127.0.0.1@{port}
  username: ""
  zonesdir: {root}
  database: ""
  pidfile: ""
  logfile: {root}/nsd.log
  xfrdfile: {root}/xfrd.state
  xfrdir: {root}
  zonelistfile: {root}/zone.list
  rrl-ratelimit: 0
remote-control:
  control-enable: no
zone:
  name: test
  zonefile: test.zone
"""

_NGINX: Final = """
daemon off;
user root;
worker_processes 1;
error_log {root}/nginx.log;
pid {root}/nginx.pid;
events {{ }}
http {{
  log_format named "$scheme $host $request_uri $status";
  access_log {root}/asked.log named;
  client_body_temp_path {root}/nginx-body;
  proxy_temp_path {root}/nginx-proxy;
  fastcgi_temp_path {root}/nginx-fastcgi;
  uwsgi_temp_path {root}/nginx-uwsgi;
  scgi_temp_path {root}/nginx-scgi;
  types {{ text/xml xml; }}
  ssl_certificate {root}/web.pem;
  ssl_certificate_key {root}/web.pem;
  server {{
    # Whoever is not below has nothing here.
    listen 127.0.0.1:{https} ssl default_server;
    ssl_reject_handshake on;
  }}
  server {{
    listen 127.0.0.1:{http} default_server;
    return 404;
  }}
  server {{
    listen 127.0.0.1:{https} ssl;
    server_name {encrypted} autoconfig.false.test;
    root {root}/$host;
  }}
  server {{
    listen 127.0.0.1:{https} ssl;
    server_name autoconfig.slow.test;
    root {root}/$host;
    limit_rate 20;
  }}
  server {{
    listen 127.0.0.1:{http};
    server_name autoconfig.moved.test plain.test;
    root {root}/$host;
  }}
  server {{
    listen 127.0.0.1:{https} ssl;
    server_name autoconfig.moved.test;
    return 301 http://$host$request_uri;
  }}
}}
"""

_ENCRYPTED: Final = (
    "autoconfig.office.test",
    "known.test",
    "database.test",
    "autoconfig.hoster.test",
    "autoconfig.strange.test",
    "autoconfig.bomb.test",
    "autoconfig.together.test",
)

_CONFIG: Final = """<?xml version="1.0" encoding="UTF-8"?>
<clientConfig version="1.1">
  <emailProvider id="{domain}">
    <domain>{domain}</domain>
    <displayName>The Office</displayName>
    <incomingServer type="imap">
      <hostname>{host}</hostname>
      <port>{imaps}</port>
      <socketType>SSL</socketType>
      <username>%EMAILADDRESS%</username>
      <authentication>{method}</authentication>
    </incomingServer>
    <outgoingServer type="smtp">
      <hostname>{host}</hostname>
      <port>{submissions}</port>
      <socketType>SSL</socketType>
      <username>%EMAILADDRESS%</username>
      <authentication>{method}</authentication>
    </outgoingServer>
  </emailProvider>
  {more}
</clientConfig>
"""

_OAUTH: Final = """
  <oAuth2>
    <issuer>{issuer}</issuer>
    <scope>mail.send mail.read</scope>
    <authURL>{url}/auth</authURL>
    <tokenURL>{url}/token</tokenURL>
  </oAuth2>
"""

_BOMB: Final = """<!DOCTYPE clientConfig [
<!ENTITY a "{entity}">
<!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">
<!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">
]>
<clientConfig version="1.1"><emailProvider id="bomb.test"><domain>&d;</domain></emailProvider>
</clientConfig>
"""


def missing() -> str | None:
    """Why the servers can't run here, None if they can."""
    if program("nsd") is None or program("nginx") is None:
        return "needs the packages nsd and nginx"
    return None


class Publishing:
    """The two servers, in front of those of ``mail``. A context manager.

    ``nameserver`` is where the names are known, ``surroundings`` where the usual ports are here.
    """

    def __init__(self, root: Path, authority: trustme.CA, mail: Mail) -> None:
        self._root = root
        self.mail = mail
        self._ports = free_ports(3)
        dns, self._http, self._https = self._ports
        self.nameserver = f"127.0.0.1:{dns}"
        self.surroundings = Surroundings(ports={**self._mail_ports(), **self._web_ports()})
        chain = authority.issue_cert(*_ENCRYPTED, "autoconfig.moved.test", "autoconfig.slow.test")
        chain.private_key_and_cert_chain_pem.write_to_path(str(root / "web.pem"))
        (root / "test.zone").write_text(_ZONE.format(**self._places()))
        (root / "nsd.conf").write_text(_NSD.format(root=root, port=dns))
        names = {"encrypted": " ".join(_ENCRYPTED), "http": self._http, "https": self._https}
        (root / "nginx.conf").write_text(_NGINX.format(root=root, **names))
        self._publish()
        nginx = ("-c", str(root / "nginx.conf"), "-e", str(root / "nginx.log"))
        self._servers = (
            Daemon(str(program("nsd")), "-d", "-c", str(root / "nsd.conf")),
            Daemon(str(program("nginx")), *nginx),
        )

    def __enter__(self) -> "Publishing":
        try:
            for server in self._servers:
                server.start()
            wait_until(lambda: all(map(answers, self._ports)))
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        stop_all(self._servers)

    def asked(self, host: str) -> list[str]:
        """What nginx was asked for by this name: scheme, name, path, and its answer."""
        lines = (self._root / "asked.log").read_text().splitlines()
        return [line for line in lines if line.split()[1] == host]

    def _places(self) -> Mapping[str, int]:
        own = self.mail.own
        return {
            "submission": own.submission,
            "submissions": own.submissions,
            "imaps": self.mail.imaps,
        }

    def _mail_ports(self) -> dict[int, int]:
        (nobody,) = free_ports(1)
        own = self.mail.own
        return {465: own.submissions, 587: own.submission, 993: self.mail.imaps, 143: nobody}

    def _web_ports(self) -> dict[int, int]:
        return {80: self._http, 443: self._https}

    def _publish(self) -> None:
        url = f"https://{ISSUER}:{self.mail.checker.port}"
        oauth = _OAUTH.format(issuer=ISSUER, url=url)
        self._file("autoconfig.office.test", "office.test", MAIL_HOST, "OAuth2", oauth)
        well_known = ".well-known/autoconfig/mail/config-v1.1.xml"
        self._file("known.test", "known.test", place=well_known)
        self._file("database.test", "listed.test", place="v1.1/listed.test")
        self._file("database.test", "renter.test", place="v1.1/renter.test")
        self._file("autoconfig.hoster.test", "hoster.test")
        self._file("plain.test", "plain.test", place=well_known)
        self._file("autoconfig.moved.test", "moved.test")
        self._file("autoconfig.strange.test", "strange.test", MAIL_HOST)
        self._file("autoconfig.false.test", "false.test")
        self._file("autoconfig.slow.test", "slow.test")
        self._file("autoconfig.together.test", "together.test")
        self._file("database.test", "together.test", place="v1.1/together.test")
        bomb = self._root / "autoconfig.bomb.test" / "mail" / "config-v1.1.xml"
        bomb.parent.mkdir(parents=True)
        bomb.write_text(_BOMB.format(entity="a" * 60_000))

    def _file(
        self,
        web_host: str,
        domain: str,
        host: str = "",
        method: str = "password-cleartext",
        more: str = "",
        place: str = "mail/config-v1.1.xml",
    ) -> None:
        names = {"domain": domain, "host": host or f"mail.{domain}", "method": method}
        path = self._root / web_host / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_CONFIG.format(**names, **self._places(), more=more))
