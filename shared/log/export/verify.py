#!/usr/bin/env python3
"""Verifies the exported log of a Halligan vault, without Halligan.

    python3 verify.py [FOLDER] [--policy FILE] [--anchor SIZE:ROOT]... [--vkey KEY]

FOLDER is the export; if you name none, the folder of this file. SIZE:ROOT is a head that you wrote down earlier. KEY is
the station's key as you know it from elsewhere; without it, the key in the folder is believed. FILE is a C2SP tlog-policy:
the logs and the collectors that you trust; entries that they sent no receipt for are then incomplete.
Exit code: 0 proven, 1 tampered, 2 intact but incomplete, 3 usage, 4 unknown version. `npx halligan verify` says the same.

Needs Python 3.9 or later and the package `cryptography`. Whoever changed the evidence could have changed this file with
it: read it first, or take it from somewhere else. It goes through the same steps as a person would with other tools:

1. `vkey` is "name+id+key": an Ed25519 key, the name of the log, and an id made from both.
2. `checkpoint` is a C2SP signed note: the name, the number of entries, the root of their tree, and a signature over that.
3. Each line of `events.jsonl` is one entry. SHA-256 over 0x00 and the line is a leaf of an RFC 6962 tree; the root over
   all of them is the signed one, or something was changed, removed, added or moved.
4. Each entry is canonical JSON with exactly the fields of an entry, and follows the rules between entries.
5. Each receipt in `checkpoint` and `receipts/` is a collector's signature over a time and a head: the log is complete until then.
6. Each disclosure is what its entry holds a commitment to.
"""

import argparse
import base64
import calendar
import contextlib
import datetime
import hashlib
import json
import os
import re
import sys
import unicodedata

try:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
except ImportError:
    sys.stderr.write("verify.py needs the package cryptography: pip install cryptography\n")
    sys.exit(3)

PROVEN, TAMPERED, INCOMPLETE, USAGE, UNKNOWN_VERSION = range(5)

class Refused(Exception):
    """A rule that the evidence breaks."""

def sha256(data):
    return hashlib.sha256(data).digest()

# Canonical JSON: RFC 8785, and of it only what an entry may hold.

KEY = re.compile(r"[a-z][a-z0-9_]{0,23}")

def within_subset(value, depth=0):
    """False for a float, a large integer, an odd key, and what is nested deeper than 6."""
    if type(value) is list:
        return depth < 6 and all(within_subset(item, depth + 1) for item in value)
    if type(value) is dict:
        return depth < 6 and all(KEY.fullmatch(key) and within_subset(item, depth + 1) for key, item in value.items())
    return value is None or type(value) in (bool, str) or (type(value) is int and abs(value) < 2**53)

def canonical(value):
    """The one way to write a value. ValueError for a value outside the subset, a lone surrogate among it."""
    if not within_subset(value):
        raise ValueError("outside the subset")
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode("utf-8")

def parse(data):
    """The value of canonical bytes: writing it again gives the same bytes, or they are refused."""
    try:
        value = json.loads(data.decode("utf-8"))
        if canonical(value) == data:
            return value
    except (ValueError, RecursionError):
        pass
    raise Refused("not canonical")

# The tree of RFC 6962.

class Tree:
    """Grows by one leaf hash at a time. Keeps the roots of its perfect subtrees, largest first."""

    def __init__(self):
        self.size = 0
        self.roots = []

    def add(self, hashed):
        rest = self.size
        while rest % 2 == 1:
            hashed = sha256(b"\x01" + self.roots.pop() + hashed)
            rest //= 2
        self.roots.append(hashed)
        self.size += 1

    def root(self):
        root = self.roots[-1]
        for left in reversed(self.roots[:-1]):
            root = sha256(b"\x01" + left + root)
        return root

# The key and the signed head.

NAME = r"[^\s+\x00-\x1f\x7f-\x9f\ufeff\ud800-\udfff]{1,255}"
ORIGIN = re.compile(r"halligan\.localhost/([A-Za-z0-9_-]{1,64})/([A-Za-z0-9_-]{1,64})/[1-9][0-9]{0,8}")
SIGNATURE_LINE = re.compile(f"— ({NAME}) ([A-Za-z0-9+/=]+)")

def from_base64(text):
    """The bytes of standard base64 with its padding. Refuses any text that those bytes would not be written as."""
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError:
        data = b""
    if base64.b64encode(data).decode() != text:
        raise Refused("not base64")
    return data

def parse_vkey(text, kind=1):
    """(name, id, public key); kind 1 signs heads of its log, kind 4 countersigns those of others."""
    match = re.fullmatch(rf"({NAME})\+([0-9a-f]{{8}})\+([A-Za-z0-9+/=]+)", text)
    if match is None:
        raise Refused("not a vkey")
    name, key_id, key = match[1], match[2], from_base64(match[3])
    if len(key) != 33 or key[0] != kind or sha256(name.encode() + b"\n" + key)[:4].hex() != key_id:
        raise Refused("not an Ed25519 key of this id")
    return name, bytes.fromhex(key_id), key[1:]

def open_checkpoint(note, key):
    """(size, root) of the head that the key signed. Lines by other keys are cosignatures, for others to judge."""
    name, key_id, public_key = key
    text, blank, signatures = note.partition("\n\n")
    lines = text.split("\n")
    if len(note.encode()) > 65536 or signatures.count("\n") > 32 or not blank or not signatures.endswith("\n"):
        raise Refused("not a signed note")
    if len(lines) != 3 or lines[0] != name:
        raise Refused("not a checkpoint of this log")
    size, root = lines[1], from_base64(lines[2])
    if re.fullmatch("[1-9][0-9]{0,15}", size) is None or int(size) >= 2**53 or len(root) != 32:
        raise Refused("not a head")
    signed = False
    for signer, signer_id, signature in signature_lines(signatures):
        if (signer, signer_id) == (name, key_id):
            if not holds(public_key, signature, text + "\n"):
                raise Refused("the signature does not hold")
            signed = True
    if not signed:
        raise Refused("not signed by this key")
    return int(size), root

def holds(public_key, signature, text):
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, text.encode())
    except InvalidSignature:
        return False
    return True

def signature_lines(signatures):
    """(name, key id, signature) of each line."""
    lines = []
    for line in signatures[:-1].split("\n"):
        match = SIGNATURE_LINE.fullmatch(line)
        signature = b"" if match is None else from_base64(match[2])
        if len(signature) < 5:
            raise Refused("not a signature line")
        lines.append((match[1], signature[:4], signature[4:]))
    return lines

# Whom the reader trusts, and what they received.

class Policy:
    """C2SP tlog-policy. `quorum` is None, a name in `witnesses`, or (least, members) whose members are names or the like."""

    def __init__(self, data):
        self.logs, self.witnesses, self.quorum = [], {}, ()
        named, counted, keys = {}, set(), set()
        if len(data) > 65536 or not data.endswith(b"\n") or re.search(rb"[\x00-\x08\x0b-\x1f\x7f]", data):
            raise Refused("not a policy")
        try:
            lines = [re.findall("[^ \t]+", line) for line in data.decode("utf-8").split("\n")]
        except UnicodeDecodeError:
            raise Refused("not UTF-8") from None
        for kind, *items in (line for line in lines if line and not line[0].startswith("#")):
            count = len(items)
            if kind == "log" and 1 <= count <= 2:
                self.logs.append(items[0])
                keys.add(parse_vkey(items[0])[2])
            elif kind == "witness" and 2 <= count <= 3:
                self.witnesses[items[0]] = parse_vkey(items[1], 4)
                keys.add(self.witnesses[items[0]][2])
            elif kind == "group" and count >= 3:
                name, least, *members = items
                least = {"any": "1", "all": str(len(members))}.get(least, least)
                if not re.fullmatch("[1-9][0-9]?", least) or int(least) > len(members) or len(set(members)) < len(members):
                    raise Refused("a group of too few")
                if counted & set(members) or not set(members) <= named.keys():
                    raise Refused("a member that counts twice, or is not defined")
                counted.update(members)
            elif kind == "quorum" and count == 1 and self.quorum == () and (items[0] == "none" or items[0] in named):
                self.quorum = named.get(items[0])
            else:
                raise Refused("not a line of a policy")
            if kind in ("witness", "group"):
                if items[0] == "none" or items[0] in named:
                    raise Refused("a name twice")
                named[items[0]] = items[0] if kind == "witness" else (int(least), [named[member] for member in members])
        groups = len(named) - len(self.witnesses)
        if self.quorum == () or len(keys) < len(self.logs) + len(self.witnesses) or max(groups, len(self.logs), len(self.witnesses)) > 32:
            raise Refused("no quorum, a key twice, or too many")

    def received(self, note, log_key):
        """(time by which the quorum was reached, names of all who signed) or None."""
        text, _, signatures = note.partition("\n\n")
        times = {}
        for name, (key_name, key_id, public_key) in self.witnesses.items():
            if public_key == log_key[2]:
                raise Refused("one key under two names")
            for signer, signer_id, signature in signature_lines(signatures):
                if (signer, signer_id) != (key_name, key_id):
                    continue
                time = int.from_bytes(signature[:8], "big")
                signed = f"cosignature/v1\ntime {time}\n{text}\n"
                if len(signature) != 72 or not 1 <= time < 2**53 or not holds(public_key, signature[8:], signed):
                    raise Refused("the receipt does not hold")
                times[name] = min(time, times.get(name, time))
        reached = min(times.values(), default=None) if self.quorum is None else reached_at(self.quorum, times)
        return None if reached is None else (reached, list(times))

def reached_at(quorum, times):
    if type(quorum) is str:
        return times.get(quorum)
    least, members = quorum
    reached = sorted(time for time in (reached_at(member, times) for member in members) if time is not None)
    return reached[least - 1] if len(reached) >= least else None

# One entry: its fields, and what each may hold. Each of these gives a test of a value.

def matching(pattern):
    whole_of = re.compile(pattern).fullmatch
    return lambda value: type(value) is str and whole_of(value) is not None
def whole(least): return lambda value: type(value) is int and value >= least
def one_of(*values): return lambda value: any(type(value) is type(one) and value == one for one in values)
def maybe(test): return lambda value: value is None or test(value)
def list_of(test, most): return lambda value: type(value) is list and len(value) <= most and all(map(test, value))
def map_of(test): return lambda value: type(value) is dict and all(map(test, value.values()))
def fields(**tests): return lambda value: (
    type(value) is dict and value.keys() == tests.keys() and all(test(value[name]) for name, test in tests.items()))
def any_text(value): return type(value) is str
def datum(value): return type(value) is int or FLAG(value) or ID(value)

def wall_clock(value):
    form = r"([0-9]{4})-(0[1-9]|1[0-2])-([0-9]{2})T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\.[0-9]{3}Z"
    match = any_text(value) and re.fullmatch(form, value)
    return bool(match) and 1 <= int(match[3]) <= calendar.monthrange(int(match[1]), int(match[2]))[1]

FLAG = one_of(True, False)
ID = matching(r"[\x21-\x7e]{1,128}")
WORD = matching(r"[a-z][a-z0-9_.-]{0,63}")
TIME = fields(
    wall=wall_clock, mono=whole(0), src=one_of("os"), q=one_of("synced", "unsynced", "manual", "unknown"),
    err=maybe(whole(0)), floor=maybe(fields(size=whole(1), time=whole(0))))
ENTRY = fields(
    v=one_of(1), log=ID, seq=whole(0), id=matching("[0-7][0-9A-HJKMNP-TV-Z]{25}"), dev=ID, vault=ID, app=ID, boot=ID, run=ID, t=TIME,
    act=any_text, ph=one_of("intent", "result", "single"), ref=maybe(whole(0)),
    out=one_of("pending", "ok", "refused", "failed", "unknown"), err=maybe(WORD),
    who=list_of(fields(id=ID, role=maybe(WORD), am=list_of(WORD, 8), key=maybe(ID)), 32), cer=maybe(ID),
    inc=maybe(matching("[A-Za-z0-9][A-Za-z0-9._/#-]{0,39}")), drill=FLAG, practice=FLAG, obj=maybe(fields(k=WORD, id=ID)),
    d=map_of(lambda value: datum(value) or list_of(datum, 32)(value)), sd=map_of(matching("[A-Za-z0-9_-]{43}")))
DISCLOSURE = fields(seq=whole(0), path=matching(KEY), salt=matching("[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]"), value=any_text)

# What is done in two steps, an intent before it and a result after it; then what is one entry each.
PAIRED = set("vault.unseal item.reveal item.copy item.code item.large item.save".split())
# What tells only that the log left the station, or that somebody received it.
OF_THE_LOG_ALONE = set("log.export export.bundle sync.receipt import.receipt".split())
ACTS = PAIRED | set(
    """
    log.genesis log.rollback_detected log.full log.verify log.export app.start app.stop
    time.jump time.backward recovery.unknown border.refused config.change
    collector.request collector.answer collector.confirm collector.active collector.refused collector.move collector.leave
    sync.receipt sync.refused export.bundle import.receipt
    founding.start founding.members founding.rules founding.complete rule.override
    enroll.active enroll.refused charter.sign share.prove share.accept share.reject
    desk.open desk.close deposit.store deposit.replace import.store directory.change
    request.declare request.abort request.lapse ceremony.approve ceremony.deny ceremony.refuse
    vault.seal window.extend item.hide
    drill.result closing.retest closing.classify closing.close
    """.split()
)

def parse_entry(leaf):
    if len(leaf) > 16384:
        raise Refused("too large")
    entry = parse(leaf)
    if not ENTRY(entry):
        newer = type(entry) is dict and whole(2)(entry.get("v"))
        raise Refused("newer" if newer else "malformed")
    act, ph, out = entry["act"], entry["ph"], entry["out"]
    if act not in ACTS:
        raise Refused("newer")
    sound = (
        len(entry["d"]) <= 24
        and (act in PAIRED) == (ph != "single")
        and (entry["ref"] is not None) == (ph == "result")
        and (out == "pending") == (ph == "intent")
        and (entry["err"] is None or out in ("refused", "failed"))
    )
    if not sound:
        raise Refused("malformed")
    return entry

class Rules:
    """What the entries of one log must be to one another. Give it every entry, in order."""

    def __init__(self, origin, vkey):
        match = ORIGIN.fullmatch(origin)
        if match is None:
            raise Refused("not the name of a log")
        self.place = {"log": origin, "vault": match[1], "dev": match[2]}
        self.vkey = vkey
        self.practice = None
        self.drill_of = {}
        self.open_intents = {}
        self.last_deed = -1

    def check(self, entry, index):
        """Refuses the entry by the first rule that it breaks."""
        if entry["act"] not in OF_THE_LOG_ALONE:
            self.last_deed = index
        if any(entry[name] != value for name, value in self.place.items()):
            raise Refused("wrong log")
        if entry["seq"] != index:
            raise Refused("wrong position")
        begins = entry["act"] == "log.genesis"
        if begins != (index == 0) or (begins and entry["d"].get("vkey") != self.vkey):
            raise Refused("bad genesis")
        if self.practice is None:
            self.practice = entry["practice"]
        cer, drill = entry["cer"], entry["drill"]
        if entry["practice"] != self.practice or self.drill_of.get(cer, drill) != drill:
            raise Refused("drill differs")
        if cer is not None:
            self.drill_of[cer] = drill
        if entry["ph"] == "intent":
            self.open_intents[index] = entry
        if entry["ph"] == "result":
            intent = self.open_intents.get(entry["ref"])
            if intent is None or intent["act"] != entry["act"] or intent["cer"] != cer:
                raise Refused("result differs")
            if intent["drill"] != drill:
                raise Refused("drill differs")
            del self.open_intents[entry["ref"]]

# The folder: its files, and the whole check.

def lines_of(path):
    """Each line without its newline. Refuses a last line that has none; a file that is not there has no lines."""
    if not os.path.exists(path):
        return
    with open(path, "rb") as file:
        for line in file:
            if not line.endswith(b"\n"):
                raise Refused("cut")
            yield line[:-1]

def small_text(path):
    """The text of a file; empty where it is over 64 KiB or not UTF-8."""
    with open(path, "rb") as file:
        data = file.read(65537)
    try:
        return data.decode("utf-8") if len(data) <= 65536 else ""
    except UnicodeDecodeError:
        return ""

def commitment(disclosure):
    salt = base64.urlsafe_b64decode(disclosure["salt"] + "=")
    committed = canonical([disclosure["path"], disclosure["value"]])
    return base64.urlsafe_b64encode(sha256(b"\x02" + salt + committed)).decode().rstrip("=")

class Verification:
    """What became of one folder: lists of (entry or None, sentence), and what was read on the way."""

    def __init__(self, folder, anchors, vkey, policy):
        self.policy, self.older, self.received = policy, [], []
        self.bad, self.newer, self.lacking = [], [], []
        self.told_after = 0
        self.tree, self.head, self.key, rules = Tree(), None, None, None
        self.path = lambda name: os.path.join(folder, name)
        self.anchors = anchors
        with self.refusing("The key (vkey) is malformed."):
            text = small_text(self.path("vkey"))
            vkey = vkey if vkey is not None else text[:-1] if text.endswith("\n") else text
            self.key = parse_vkey(vkey)
        if self.key is not None:
            if policy is not None and policy.logs and vkey not in policy.logs:
                self.bad.append((None, "The policy trusts other logs, and not the key of this one."))
            self.head = self.signed_head(small_text(self.path("checkpoint")), "")
            for size in receipt_sizes(self.path("receipts")):
                head = self.signed_head(small_text(self.path(f"receipts/{size}")), f" in receipts/{size}")
                if head is not None:
                    self.older.append(head)
                    if head[0] != size:
                        self.bad.append((None, f"The checkpoint in receipts/{size} is of another size."))
            self.received.sort(key=lambda one: one[0])
            with self.refusing("The key is not that of a log."):
                rules = Rules(self.key[0], vkey)
        self.check_entries(rules)
        size, signed = self.tree.size, self.tree.size if self.head is None else self.head[0]
        if size < signed:
            self.bad.append((size, f"Entry {size} {SENTENCES['missing']}"))
        if size > signed:
            self.lacking.append((None, f"{following(size - signed)} that the signed head does not cover."))
        deed = size if rules is None else rules.last_deed
        if self.received and deed < self.received[-1][0] < size:
            self.told_after = size - self.received[-1][0]
        if policy is not None and policy.quorum is not None:
            last = self.received[-1][0] if self.received else 0
            if not last:
                self.lacking.append((None, "No receipt satisfies the policy: only the station says that this is all."))
            elif last <= deed:
                all_of_it = "it is" if size - last == 1 else "they are"
                self.lacking.append((None, f"{following(size - last)} the last receipt: only the station says that {all_of_it} all."))
        for seq in rules.open_intents if rules is not None else ():
            self.lacking.append((seq, f"Entry {seq} is an intent whose result has not been written yet."))

    def signed_head(self, note, place):
        """The head of a checkpoint, once its receipts are judged too; None where it does not hold."""
        head = None
        with self.refusing(f"The checkpoint{place} does not hold: it was changed, or another key signed it."):
            head = open_checkpoint(note, self.key)
        if head is not None and self.policy is not None:
            with self.refusing(f"A receipt on the checkpoint{place} does not hold: it was changed, or somebody else signed it."):
                found = self.policy.received(note, self.key)
                if found is not None:
                    self.received.append((*head, *found))
        return head

    @contextlib.contextmanager
    def refusing(self, sentence):
        try:
            yield
        except Refused:
            self.bad.append((None, sentence))

    def check_entries(self, rules):
        """Goes through the entries once: hash, tree, form, rules, disclosures, anchors."""
        signed_hashes, disclosures, root_at_head = self.signed_hashes(), self.disclosures(), None
        for leaf in self.leaves():
            index, hashed = self.tree.size, sha256(b"\x00" + leaf)
            self.tree.add(hashed)
            words = disclosures.pop(index, [])
            if index < len(signed_hashes) and signed_hashes[index] != hashed:
                self.entry_is_bad(index, "changed")
            else:
                self.check_entry(leaf, index, rules, words)
            if self.head is not None and self.tree.size == self.head[0]:
                root_at_head = self.tree.root()
            if any(size == self.tree.size and root != self.tree.root() for size, root in self.anchors):
                first = f"The first {self.tree.size} entries"
                self.bad.append((None, f"{first} are not those that the anchor remembers: this is another log."))
            if any(size == self.tree.size and root != self.tree.root() for size, root in self.older):
                first = f"The first {self.tree.size} entries"
                self.bad.append((None, f"{first} are not those that the station signed in receipts/{self.tree.size}."))
        if root_at_head is not None and root_at_head != self.head[1] and all(seq is None for seq, _ in self.bad):
            self.bad.append((None, "The entries do not give the signed root: at least one was changed."))
        for seq in disclosures:
            self.entry_is_bad(seq, "disclosure differs")
        for size in dict.fromkeys(size for size, _ in self.anchors if size > self.tree.size):
            seen = f"The anchor has seen {size} entries"
            self.lacking.append((None, f"{seen}: this is an older copy, or its end was cut off."))
        for size in dict.fromkeys(size for size, _ in self.older if size > self.tree.size):
            self.lacking.append((None, f"The station signed {size} entries: this is an older copy, or its end was cut off."))

    def check_entry(self, leaf, index, rules, disclosures):
        try:
            entry = parse_entry(leaf)
        except Refused as refusal:
            if str(refusal) == "newer":
                self.newer.append((index, f"Entry {index} {SENTENCES['newer']}"))
            else:
                self.entry_is_bad(index, str(refusal))
            return
        try:
            if rules is not None:
                rules.check(entry, index)
        except Refused as refusal:
            self.entry_is_bad(index, str(refusal))
        for disclosure in disclosures:
            if entry["sd"].get(disclosure["path"]) != commitment(disclosure):
                self.entry_is_bad(index, "disclosure differs")

    def entry_is_bad(self, seq, rule):
        if len(self.bad) < 100:
            self.bad.append((seq, f"Entry {seq} {SENTENCES[rule]}"))

    def leaves(self):
        try:
            yield from lines_of(self.path("events.jsonl"))
        except Refused:
            self.entry_is_bad(self.tree.size, "cut")

    def signed_hashes(self):
        """The list of leaf hashes where its root is the signed one: then it names the entry that was changed."""
        if self.head is None or not os.path.exists(self.path("hashes")):
            return []
        with open(self.path("hashes"), encoding="latin-1", newline="") as file:
            text = file.read()
        hashes, tree = [], Tree()
        if re.fullmatch("([0-9a-f]{64}\n)*", text):
            hashes = [bytes.fromhex(line) for line in text.split()]
        for hashed in hashes:
            tree.add(hashed)
        if hashes and (tree.size, tree.root()) == self.head:
            return hashes
        self.bad.append((None, "The list of hashes was changed: it does not give the signed root."))
        return []

    def disclosures(self):
        by_seq = {}
        with self.refusing("The file of disclosures was changed: it cannot be read."):
            for line in lines_of(self.path("disclosures.jsonl")):
                disclosure = parse(line)
                if not DISCLOSURE(disclosure):
                    raise Refused("not a disclosure")
                by_seq.setdefault(disclosure["seq"], []).append(disclosure)
        return by_seq

    def report(self):
        """(exit code, sentences)"""
        if self.newer and not self.bad:
            sentence = "A newer version of Halligan wrote this log. Nothing was changed in it; verify it with that version."
            return UNKNOWN_VERSION, [sentence]
        bad = sorted(self.bad + self.newer, key=lambda finding: (finding[0] is None, finding[0] or 0))
        size = self.tree.size
        if bad:
            verdict, said = TAMPERED, "TAMPERED: this is not what the station signed."
        elif self.lacking:
            verdict, said = INCOMPLETE, f"INCOMPLETE: nothing was changed, but this is not all. {counted(size)} here."
        elif size == 1:
            verdict, said = PROVEN, "PROVEN: the one entry is exactly what the station signed."
        else:
            verdict, said = PROVEN, f"PROVEN: all {size} entries are exactly those that the station signed, in their order."
        lines = [said] + [sentence for _, sentence in bad + self.lacking[:100]]
        if self.head is not None:
            lines += [f"Log: {printable(self.key[0])}", f"Head: entry {self.head[0] - 1}, root {self.head[1].hex()}"]
        if self.policy is not None:
            lines += self.held_apart(bad)
        vouched = [one[0] for one in self.anchors + self.received if one[0] <= size]
        tail = size - max(vouched, default=0)
        without = "Whoever holds the station's key could have cut more after them without a trace here."
        lines.append(f"Unanchored: the last {counted(tail)}. {without}" if tail else "Anchored: to the last entry.")
        return verdict, lines

    def held_apart(self, bad):
        """What holds, each by itself: the entries, who signed them, and until when somebody else than the station had them."""
        said = [sentence for _, sentence in bad]
        forged = [one for one in said if one.startswith("A receipt on") or one.endswith(" is of another size.")]
        unsigned = self.head is None or any(one.endswith("another key signed it.") or one.startswith(("The policy trusts", "The key is not")) for one in said)
        broken = len(forged) < len(said)
        until = "unknown. Nobody but the station has vouched for any of it."
        if self.received:
            size, _, time, names = self.received[-1]
            until = f"{iso(time)}, the first {counted(size)}, by receipt of {printable(', '.join(names))}."
        who = "signed by the key of the log, and every receipt by the collector that it names."
        return [
            f"Integrity: {'broken.' if broken else 'no entry was changed, removed, added or moved.'}",
            f"Authenticity: {'broken.' if unsigned or forged else who}",
            f"Complete until: {until}",
        ] + ([f"After that: {counted(self.told_after)}, of exports and receipts alone."] if self.told_after else [])

def iso(seconds):
    if seconds >= 253402300800:
        return f"{seconds} s after 1970"
    return f"{datetime.datetime(1970, 1, 1) + datetime.timedelta(seconds=seconds):%Y-%m-%dT%H:%M:%S}.000Z"

def receipt_sizes(folder):
    names = os.listdir(folder) if os.path.isdir(folder) else []
    return sorted(int(name) for name in names if re.fullmatch("[1-9][0-9]{0,14}", name))

def counted(entries):
    return "1 entry" if entries == 1 else f"{entries} entries"

def following(entries):
    return "1 entry follows" if entries == 1 else f"{entries} entries follow"

def printable(text):
    """The text with everything that could steer a terminal made visible."""
    steers = ("Cc", "Cf", "Zl", "Zp")
    return "".join(f"\\u{{{ord(one):x}}}" if unicodedata.category(one) in steers else one for one in text)

def anchor(argument):
    match = re.fullmatch("([1-9][0-9]{0,14}):([0-9a-f]{64})", argument)
    if match is None:
        raise argparse.ArgumentTypeError("An anchor is SIZE:ROOT, the root in 64 hexadecimal digits.")
    return int(match[1]), bytes.fromhex(match[2])

def main(arguments):
    """Prints the report. Gives the exit code."""
    parser = argparse.ArgumentParser(prog="verify.py", description="Verifies an exported log.", allow_abbrev=False)
    parser.add_argument("folder", nargs="?", default=os.path.dirname(os.path.abspath(__file__)))
    parser.add_argument("--anchor", type=anchor, action="append", default=[], metavar="SIZE:ROOT")
    parser.add_argument("--vkey", metavar="KEY")
    parser.add_argument("--policy", metavar="FILE")
    try:
        asked = parser.parse_args(arguments)
    except SystemExit:
        return USAGE
    path = {name: os.path.join(asked.folder, name) for name in FILES}
    wanted = [path[name] for name, must_be_there in FILES.items() if must_be_there or os.path.exists(path[name])]
    receipts = os.path.join(asked.folder, "receipts")
    if os.path.exists(receipts):
        wanted += [os.path.join(receipts, str(size)) for size in receipt_sizes(receipts)] if os.path.isdir(receipts) else [receipts]
    if not all(os.path.isfile(one) and os.access(one, os.R_OK) for one in wanted):
        print("This folder is not an exported log: events.jsonl, checkpoint and vkey must be in it, and all may be read.")
        return USAGE
    policy = None
    if asked.policy is not None:
        try:
            with open(asked.policy, "rb") as file:
                policy = Policy(file.read(65537))
        except (OSError, Refused):
            print("The policy cannot be read, or is not one.")
            return USAGE
    verdict, lines = Verification(asked.folder, asked.anchor, asked.vkey, policy).report()
    if verdict != UNKNOWN_VERSION:
        own = "Key: the one in the evidence itself. Compare it with the one that you know (--vkey)."
        if policy is not None and policy.logs:
            own = "Key: one that the policy trusts."
        lines.append(own if asked.vkey is None else "Key: the one that you named.")
    print("\n".join(lines))
    return verdict

FILES = {"events.jsonl": True, "checkpoint": True, "vkey": True, "hashes": False, "disclosures.jsonl": False}
SENTENCES = {
    "newer": "was written by a newer version of Halligan, or its act was changed.",
    "changed": "was changed: its bytes are not those that were signed.",
    "missing": "is missing: the signed head counts it, and the log ends before it.",
    "cut": "is cut off: its line has no end.",
    "too large": "is larger than any entry may be.",
    "malformed": "does not have the fields of an entry.",
    "not canonical": "is not in the canonical form: its bytes were written by something else.",
    "wrong position": "is not the one that belongs here: an entry before it was removed, added or moved.",
    "wrong log": "belongs to another log.",
    "bad genesis": "does not begin this log as it must, or begins it again.",
    "result differs": "is a result without its own intent, or a second result.",
    "drill differs": "says drill or practice otherwise than the entries that it belongs to.",
    "disclosure differs": "does not hold the words that the disclosure says.",
}

if __name__ == "__main__":
    sys.stdout.reconfigure(errors="backslashreplace")
    try:
        sys.exit(main(sys.argv[1:]))
    except OSError as error:
        sys.stderr.write(f"verify.py could not go on: {error}\n")
        sys.exit(USAGE)
