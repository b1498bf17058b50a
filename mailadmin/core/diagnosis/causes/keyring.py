"""Causes: the computer's password store."""

from mailadmin.core.diagnosis.cause import Blame, Case, Cause
from mailadmin.core.diagnosis.causes.shared import (
    COMPANY_COMPUTER,
    PASSWORD_IS_KEPT,
    to_network_admin,
)
from mailadmin.core.diagnosis.fix import Fix, Who
from mailadmin.core.diagnosis.sign import HINT, Sign
from mailadmin.core.diagnosis.symptom import KEYRING
from mailadmin.core.texts.noop import QT_TRANSLATE_NOOP

# fmt: off
CAUSES = (
    Cause(
        id="keyring-unavailable",
        title=QT_TRANSLATE_NOOP("Fix", "This computer has no safe place for passwords"),
        blame=Blame.SERVER,
        signs=(
            Sign(0.93,
                r"can\W{1,2}s access the (keyring|keychain)|no (recommended )?(keyring |keychain |secret |credential |wallet )?(backend|service|manager)|nokeyringerror|no keyring|"
                r"(secret ?service|keyring|kwallet|gnome-keyring|keychain|libsecret|d-?bus|password store|credential (store|manager))( \S+){0,6} (not (available|running|found|installed|reachable|provided|started|supported)|unavailable|is missing|cannot be found|could not be found|failed|no such|missing)|"
                r"serviceunknown|unknownobject|spawn\.|noreply|filenotfound|no such (secret )?(interface|object|file|method|item|collection)|"
                r"neither running nor activatable|does not exist at path|object does not exist|initerror|"
                r"failed to (open|connect|create|unlock to|execute|start|launch)( \S+){0,4} (keyring|wallet|bus|d-?bus\S{0,12}|collection|session)|"
                r"(could not|cannot|unable to|can.t) (open|connect to|reach|find|access|contact|create|initiali[sz]e|autolaunch|load|start|launch)( \S+){0,5} (keyring|kwallet|secret|d-?bus|keychain|collection|bus|session|wallet|libsecret)|"
                r"(name|import|attribute|modulenotfound)error:|message bus|machine-id|autolaunch|dbus_session_bus_address|-25291|-25307|-25294|-25295|no default (keychain|collection)|not a valid keychain|no ?such ?keychain|"
                r"keyring\.backends\.fail|not implemented|no module named|dbus( \S+){0,3} (error|exception)|kwalletd|"
                r"backend (is )?(not|un)available|service was not provided|no session bus|service (has not been|is not|not|cannot be) (started|running)|"
                r"rpc server|interface is unknown|credwrite.{0,20}(code:? ?)(0x)?8\b|\b(1062|1717|1722|1068|1058)\b|executable file not found|libsecret\S{0,12}( \S+){0,8} (present|installed|found|required|shared object)|"
                r"cannot open shared object|no result found|(store|save|keep)( \S+){0,4} securely|secure storage is (not|un)|encryption is not available",
                moments=KEYRING, unless=r"(?<!un)locked|dismissed|access ?denied|1783|denied access"),
            Sign(HINT, r"org\.freedesktop", moments=KEYRING),
        ),
        cases=(
            Case("dbus.exceptions.DBusException: org.freedesktop.DBus.Error.UnknownObject: No such object path '/modules/kwalletd'", "keyring"),
            Case('gi.repository.GLib.GError: g-dbus-error-quark: The name org.freedesktop.secrets was not provided by any .service files (2)', "keyring"),
        ),
        meaning=QT_TRANSLATE_NOOP("Fix", "The program keeps passwords only in the computer's own password store, and found none that works. Your password is kept until you close the program, and then you will be asked again."),
        tell=QT_TRANSLATE_NOOP("Fix", "If you use Linux without a desktop, or work on it from afar, it is most likely this."),
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Sign out of this computer and sign in again at its own desktop."),
                QT_TRANSLATE_NOOP("Fix", "On Linux, install and start a password store, such as GNOME Keyring or KWallet."),
                QT_TRANSLATE_NOOP("Fix", "Start this program again and type the password once more."),
                COMPANY_COMPUTER,
            ),
            copy=(to_network_admin(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe program mailadmin finds no usable credential store on this computer. The system said:\n{error}\n\nPlease provide one in the user's session: Credential Manager (Windows), the login keychain (macOS), or a Secret Service (GNOME Keyring or KWallet with D-Bus) with a default collection (Linux).\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe program mailadmin finds no usable credential store on this computer.\n\nPlease provide one in the user's session: Credential Manager (Windows), the login keychain (macOS), or a Secret Service (GNOME Keyring or KWallet with D-Bus) with a default collection (Linux).\n\nThank you"),
            ),),
            check=PASSWORD_IS_KEPT,
        ),
    ),
    Cause(
        id="keyring-locked",
        title=QT_TRANSLATE_NOOP("Fix", "The computer's password store is locked"),
        blame=Blame.SERVER,
        signs=(
            Sign(0.96, r"cannot open display|gcr-prompter|systemprompter|could not prompt|no prompt|prompter", moments=KEYRING),
            Sign(0.95,
                r"-25308|-25315|-25320|\b-128\b|-60007|interaction (is )?(not allowed|required)|interactionnotallowed|usercancel|"
                r"(is|was|are|item|collection|keyring|keychain|wallet|store|database) locked|\blocked\b|islocked|"
                r"prompt (was )?dismissed|no secret key|decryption failed|bad passphrase|no pinentry|pinentry|gpg-agent|dismissed|user (cancel\w{0,12}|interaction)|cancell?ed|\b1312\b|\b0x520\b|no such logon session|"
                r"logon session does not exist|unlock|gesperrt|verrouillé|anmeldesitzung|bloqueado|bloccato|заблокирован|已锁定|ロックされ", moments=KEYRING,
                unless=r"failed to connect|not provided"),
        ),
        cases=(
            Case("keyring.backends.macOS.api.Error: (-25308, 'Unknown Error')", "keyring"),
            Case('org.gnome.keyring.SystemPrompter[13654]: Unable to init server: Could not connect: Connection refused\ngcr-prompter[13654]: cannot open display:', "keyring"),
        ),
        meaning=QT_TRANSLATE_NOOP("Fix", "The safe place where your computer keeps passwords is locked, or the question for its key was closed. Your password is kept until you close the program, and then you will be asked again."),
        tell=QT_TRANSLATE_NOOP("Fix", "If the computer asked for a password just before and you closed that window, it is this."),
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Try again, and type your computer's password when it asks."),
                QT_TRANSLATE_NOOP("Fix", "If it does not ask, open the password store and unlock it (macOS: Keychain Access; Linux: Passwords and Keys)."),
                QT_TRANSLATE_NOOP("Fix", "If that fails, sign out of this computer, sign in again and start this program."),
            ),
            check=PASSWORD_IS_KEPT,
        ),
    ),
    Cause(
        id="keyring-access-denied",
        title=QT_TRANSLATE_NOOP("Fix", "The computer's password store does not let the program in"),
        blame=Blame.SERVER,
        signs=(
            Sign(0.8, r"(can.t|cannot|could ?n.t|could not|unable to|failed to) (store|save|get|fetch|delete|set|read|write|add|update)( \S+){0,3} (in|on|from|to|into) (the |your )?(keychain|keyring|credential|wallet|vault)|(error|problem|trouble|failure|failed|unable|cannot)( \S+){0,4} (accessing|access|reading|writing)( \S+){0,4} (keychain|keyring|password store)", moments=KEYRING),
            Sign(0.95,
                r"-25293|-25244|-25292|-25243|-34018|-6703[0-9]|-6706[0-9]|-6000[58]|'?-61\b|errsecauthfailed|user name or passphrase you entered is not correct|"
                r"access ?(is |was )?denied|accessdenied|permissions? ?(denied|error)|\(5, |\(87,|parameter is incorrect|"
                r"not (allowed|permitted|authori[sz]ed)|(missing|required|necessary) (entitlement|(administrator )?authori[sz]ation)|invalid owner|errsecinvalidowner|"
                r"rejected( \S+){0,4} (access|request)|denied|write permission|malformed (secret|credential)|zugriff verweigert|accès (est )?refusé|acceso denegado|accesso negato|acesso negado|отказано в доступе|拒绝访问|存取被拒|アクセスが拒否", moments=KEYRING,
                unless=r"1783|interaction (is )?not allowed"),
        ),
        cases=(
            Case("error (87, 'CredWrite', 'The parameter is incorrect.')", "keyring"),
            Case("Error accessing the application's keychain", "keyring"),
        ),
        meaning=QT_TRANSLATE_NOOP("Fix", "The safe place where your computer keeps passwords works, but it does not let this program use its entry. Your password is kept until you close the program, and then you will be asked again."),
        tell=QT_TRANSLATE_NOOP("Fix", "If you pressed “Deny” or have just updated the program, it is most likely this."),
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Try again, and choose “Allow” or “Always allow” when the computer asks."),
                QT_TRANSLATE_NOOP("Fix", "If it does not ask, open the password store and delete the entry “mailadmin”."),
                QT_TRANSLATE_NOOP("Fix", "Type the password here again and save."),
                COMPANY_COMPUTER,
            ),
            copy=(to_network_admin(
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe credential store of this computer refuses mailadmin. The system said:\n{error}\n\nPlease check that the user may write generic credentials (Windows: policy “Do not allow storage of passwords and credentials”), that the entry belongs to this user, and on macOS that the program's signature is intact.\n\nThank you"),
                QT_TRANSLATE_NOOP("Fix", "Hello,\n\nThe credential store of this computer refuses mailadmin.\n\nPlease check that the user may write generic credentials (Windows: policy “Do not allow storage of passwords and credentials”), that the entry belongs to this user, and on macOS that the program's signature is intact.\n\nThank you"),
            ),),
            check=PASSWORD_IS_KEPT,
        ),
    ),
    Cause(
        id="keyring-secret-too-long",
        title=QT_TRANSLATE_NOOP("Fix", "The password is too long for the computer's password store"),
        blame=Blame.SERVER,
        signs=(
            Sign(0.98,
                r"\b1783\b|stub received bad data|bad stub|"
                r"(secret|password|credential|blob|value|token|data)( \S+){0,5} (too (long|large|big)|exceed\w{0,12}|larger than|longer than|maximum)|"
                r"\b2560\b|credentialblobsize|max\w{0,12} (password|credential|blob) (length|size)", moments=KEYRING),
        ),
        cases=(
            Case('EArgumentOutOfRangeException: The secret message has exceeded 2560 bytes.', "keyring"),
        ),
        meaning=QT_TRANSLATE_NOOP("Fix", "The computer's password store takes only passwords up to a certain length, and this one is longer. Your password is kept until you close the program, and then you will be asked again."),
        tell=QT_TRANSLATE_NOOP("Fix", "If a short password is saved without this message, it is this."),
        fix=Fix(
            who=Who.YOU,
            steps=(
                QT_TRANSLATE_NOOP("Fix", "Check that you pasted only the password into the field, and not a longer text."),
                QT_TRANSLATE_NOOP("Fix", "If the password is really that long, choose a shorter one at your email provider."),
                QT_TRANSLATE_NOOP("Fix", "Type it here and save."),
            ),
            check=PASSWORD_IS_KEPT,
        ),
    ),
)
# fmt: on
