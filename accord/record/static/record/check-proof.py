#!/usr/bin/env python3
"""check-proof.py PROOF.json [--key KEY] [--kept CHECKPOINT.txt]: needs Python 3.8 or newer alone, and nothing of the site.

PROOF.json: the JSON of a "Verify" page, or /verify/since/N.json. Checked are the checkpoint's signature (Ed25519, RFC 8032), with
KEY as you noted it, else with the file's; that each line is under its root (RFC 9162, 2.1.3.2), and its digest of the content
beside it; with --kept, that the log of a checkpoint you kept is the beginning of the one now (2.1.4.2). Code 0, else 1 and why.
"""

import argparse, base64, hashlib, json, sys
from pathlib import Path

P, L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P


def need(holds, reason):
    if not holds:
        sys.exit("NOT PROVED: " + reason)


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def add(p, q):  # points of the curve as X, Y, Z, T
    a, b = (p[1] - p[0]) * (q[1] - q[0]), (p[1] + p[0]) * (q[1] + q[0])
    c, d = 2 * p[3] * q[3] * D, 2 * p[2] * q[2]
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(n, p):
    return add(times(n // 2, add(p, p)), p if n % 2 else (0, 1, 1, 0)) if n else (0, 1, 1, 0)


def point(data):
    y, odd = int.from_bytes(data, "little") % 2**255, data[31] >> 7
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x if (x * x - square) % P == 0 else x * pow(2, (P - 1) // 4, P) % P
    need((x * x - square) % P == 0 and y < P and (x or not odd), "a key or signature is no point of the curve")
    x = x if x % 2 == odd else P - x
    return x, y, 1, x * y % P


def holds(key, message, signature):
    s, h = (int.from_bytes(n, "little") for n in (signature[32:], hashlib.sha512(signature[:32] + key + message).digest()))
    one = times(s, point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little")))
    other = add(point(signature[:32]), times(h % L, point(key)))
    return s < L and all((one[i] * other[2] - other[i] * one[2]) % P == 0 for i in (0, 1))


def read(note, key):  # size and root of a checkpoint that is signed with this key (C2SP signed-note)
    text, _, signatures = note.partition("\n\n")
    name, key_id, data = key.strip().split("+", 2)
    for parts in (line.split(" ") for line in signatures.splitlines()):
        made = base64.b64decode(parts[2]) if len(parts) == 3 and parts[1] == name else b""
        if len(made) == 68 and made[:4].hex() == key_id and holds(base64.b64decode(data)[1:], (text + "\n").encode(), made[4:]):
            return int(text.split("\n")[1]), base64.b64decode(text.split("\n")[2])
    return need(False, "a checkpoint is not signed with the key " + key)


def climb(at, last, first, path):  # up the tree: the root of the smaller and that of the larger tree
    older = newer = first
    for one in path:
        need(last > 0, "a path is too long")
        from_left = at % 2 or at == last
        older = sha256(b"\x01", one, older) if from_left else older
        newer = sha256(b"\x01", one, newer) if from_left else sha256(b"\x01", newer, one)
        up = (at & -at).bit_length() if from_left else 1
        at, last = at >> up, last >> up
    need(last == 0, "a path is too short")
    return older, newer


asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
for option in ("proof", "--key", "--kept"):
    asked.add_argument(option)
asked = asked.parse_args()
told = json.loads(Path(asked.proof).read_text("utf-8"))
key = asked.key or told["key"]
size, root = read(told["checkpoint"]["note"], key)
print(f"The checkpoint of {size} lines is signed with {key}" + ("" if asked.key else " (the file's own key: compare it)"))
for line in told["lines"]:
    at, leaf = line["position"], "line\n{position}\n{hour}\n{digest}".format(**line).encode()
    found = climb(at - 1, size - 1, sha256(b"\x00", leaf), [bytes.fromhex(one) for one in line["path"]])[1]
    need(0 < at <= size and found == root, f"line {at} is not under the checkpoint")
    if line["salt"]:
        body = json.dumps(line["body"], ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
        need(sha256(bytes.fromhex(line["salt"]), body).hex() == line["digest"], f"the content of line {at} is another")
    print(f"Line {at} of {line['hour']} is under it" + (", with the content beside it" if line["salt"] else ""))
if asked.kept:
    old, old_root = read(Path(asked.kept).read_text("utf-8"), key)
    need(told.get("old") == old, f"the proof is not one from {old} lines: take /verify/since/{old}.json")
    shift = size.bit_length() if old == size else (old & -old).bit_length() - 1
    path = [old_root] * (old == size or old & (old - 1) == 0) + [bytes.fromhex(one) for one in told["path"]]
    roots = climb(old - 1 >> shift, size - 1 >> shift, path[0], path[1:]) if path else ()
    need(roots == (old_root, root), f"the first {old} lines are others now")
    print(f"The first {old} lines are those of the checkpoint that you kept")
