"""Runs the verify.py of one export over many, and checks proofs: verify-all.py VERIFY_PY CASES PROOFS.

CASES is a JSON list of lists of arguments, PROOFS a JSON list of claims. Prints {"logs": [[exit code, text]], "proofs": [bool]}.
"""

import contextlib
import hashlib
import importlib.util
import io
import json
import sys

sys.dont_write_bytecode = True
spec = importlib.util.spec_from_file_location("verify", sys.argv[1])
verify = importlib.util.module_from_spec(spec)
spec.loader.exec_module(verify)


def said(arguments):
    with contextlib.redirect_stdout(io.StringIO()) as out, contextlib.redirect_stderr(io.StringIO()):
        exit_code = verify.main(arguments)
    return [exit_code, out.getvalue()]


def node(left, right):
    return hashlib.sha256(b"\x01" + bytes.fromhex(left) + bytes.fromhex(right)).hexdigest()


def split_point(size):
    return 1 << ((size - 1).bit_length() - 1)


def root_with(index, size, leaf, proof):
    """The root that the proof leads to, by the recursion of RFC 6962 2.1.1."""
    if not 0 <= index < size or (size == 1) != (proof == []):
        raise ValueError("not the proof of such a leaf")
    if size == 1:
        return leaf
    k = split_point(size)
    if index < k:
        return node(root_with(index, k, leaf, proof[:-1]), proof[-1])
    return node(proof[-1], root_with(index - k, size - k, leaf, proof[:-1]))


def roots_with(old_size, size, old_root, proof):
    """The old and the new root that the proof leads to, by the recursion of RFC 6962 2.1.2; `old_root` None inside."""
    if not 1 <= old_size <= size:
        raise ValueError("not the proof of such trees")
    if old_size == size:
        if len(proof) != (old_root is None):
            raise ValueError("too few or too many hashes")
        return (proof[0], proof[0]) if old_root is None else (old_root, old_root)
    if not proof:
        raise ValueError("too few hashes")
    k = split_point(size)
    if old_size <= k:
        old, new = roots_with(old_size, k, old_root, proof[:-1])
        return old, node(new, proof[-1])
    old, new = roots_with(old_size - k, size - k, None, proof[:-1])
    return node(proof[-1], old), node(proof[-1], new)


def holds(claim):
    try:
        if claim["kind"] == "inclusion":
            return root_with(claim["index"], claim["size"], claim["leafHash"], claim["proof"]) == claim["root"]
        roots = roots_with(claim["oldSize"], claim["size"], claim["oldRoot"], claim["proof"])
        return roots == (claim["oldRoot"], claim["root"])
    except ValueError:
        return False


def read(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


logs = [said(arguments) for arguments in read(sys.argv[2])]
json.dump({"logs": logs, "proofs": [holds(claim) for claim in read(sys.argv[3])]}, sys.stdout)
