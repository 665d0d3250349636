import { logKey } from '../../core/hash/log-key.ts';
import { sha256 } from '../../core/hash/node-hash.ts';
import { concat, utf8 } from '../../shared/base/bytes.ts';
import { noteKey, vkeyText } from '../../shared/log/note/vkey.ts';
import type { Pick } from '../harness/base/pick.ts';
import { type ExportFiles, joined, leavesOf, textOf } from './export-files.ts';

/** One way to corrupt an export; null where the log is too short for it. `other` is another log's export. */
type Corrupt = (files: ExportFiles, pick: Pick, other: ExportFiles) => ExportFiles | null;

const events = (change: (leaves: Uint8Array[], pick: Pick, other: ExportFiles) => Uint8Array[] | null): Corrupt => {
  return (files, pick, other) => {
    const leaves = change(leavesOf(files), pick, other);
    return leaves && { ...files, 'events.jsonl': joined(leaves) };
  };
};

const checkpoint = (change: (lines: string[], pick: Pick, other: ExportFiles) => string[]): Corrupt => {
  return (files, pick, other) => ({
    ...files,
    checkpoint: utf8(change(textOf(files, 'checkpoint').split('\n'), pick, other).join('\n')),
  });
};

/** The signature line with its bytes changed. Lines of a checkpoint: origin, size, root, "", signature, "". */
const signature = (change: (bytes: Buffer, pick: Pick) => Uint8Array): Corrupt =>
  checkpoint((lines, pick) => {
    const [dash = '', name = '', encoded = ''] = lines[4]?.split(' ') ?? [];
    return lines.with(4, `${dash} ${name} ${Buffer.from(change(Buffer.from(encoded, 'base64'), pick)).toString('base64')}`);
  });

const vkey = (change: (text: string, pick: Pick) => string): Corrupt => {
  return (files, pick) => ({ ...files, vkey: utf8(`${change(textOf(files, 'vkey').trim(), pick)}\n`) });
};

function flipped(bytes: Uint8Array, pick: Pick, from = 0): Uint8Array {
  const copy = Uint8Array.from(bytes);
  const at = from + pick.below(bytes.length - from);
  copy[at] = (copy[at] ?? 0) ^ (1 << pick.below(8));
  return copy;
}

const nameOf = (files: ExportFiles) => textOf(files, 'checkpoint').split('\n')[0] ?? '';
const sizeOf = (lines: readonly string[]) => Number(lines[1]);
const byAnotherKey = (message: Uint8Array) => logKey(new Uint8Array(32).fill(9)).sign(message);

/** Every one of these is seen by whoever hashes the lines and opens the note: Go, verify.py and our own verifier. */
export const CORRUPTIONS: Readonly<Record<string, Corrupt>> = {
  'a bit of a leaf flipped': events((leaves, pick) => {
    const at = pick.below(leaves.length);
    return leaves.with(at, flipped(leaves[at] ?? new Uint8Array(), pick));
  }),
  'a bit of the file of entries flipped': (files, pick) => ({
    ...files,
    'events.jsonl': flipped(files['events.jsonl'] ?? new Uint8Array(), pick),
  }),
  'two entries exchanged': events((leaves, pick) => {
    if (leaves.length < 2) return null;
    const at = pick.below(leaves.length - 1);
    const next = at + 1 + pick.below(leaves.length - at - 1);
    return leaves.with(at, leaves[next] ?? new Uint8Array()).with(next, leaves[at] ?? new Uint8Array());
  }),
  'an entry dropped': events((leaves, pick) => leaves.toSpliced(pick.below(leaves.length), 1)),
  'an entry twice': events((leaves, pick) => {
    const at = pick.below(leaves.length);
    return leaves.toSpliced(at, 0, leaves[at] ?? new Uint8Array());
  }),
  'an entry of another log inserted': events((leaves, pick, other) =>
    leaves.toSpliced(pick.below(leaves.length + 1), 0, pick.of(leavesOf(other))),
  ),
  'an entry replaced by one of another log': events((leaves, pick, other) =>
    leaves.with(pick.below(leaves.length), pick.of(leavesOf(other))),
  ),
  'the last entries cut': events((leaves, pick) => leaves.slice(0, pick.below(leaves.length))),
  'the first entries cut': events((leaves, pick) => leaves.slice(1 + pick.below(leaves.length))),
  'the last line cut in its middle': (files, pick) => {
    const bytes = files['events.jsonl'] ?? new Uint8Array();
    return { ...files, 'events.jsonl': bytes.subarray(0, bytes.length - 1 - pick.below(40)) };
  },
  'an empty line between': events((leaves, pick) => leaves.toSpliced(pick.below(leaves.length + 1), 0, new Uint8Array())),
  'a space at the end of a line': events((leaves, pick) => {
    const at = pick.below(leaves.length);
    return leaves.with(at, concat(leaves[at] ?? new Uint8Array(), utf8(pick.of([' ', '\r', '\u0000', '\ufeff']))));
  }),
  'all of another log': events((_leaves, _pick, other) => leavesOf(other)),

  'a size one more': checkpoint((lines) => lines.with(1, String(sizeOf(lines) + 1))),
  'a size one less': checkpoint((lines) => lines.with(1, String(sizeOf(lines) - 1))),
  'a size with a zero before it': checkpoint((lines) => lines.with(1, `0${lines[1]}`)),
  'a bit of the root flipped': checkpoint((lines, pick) =>
    lines.with(2, Buffer.from(flipped(Buffer.from(lines[2] ?? '', 'base64'), pick)).toString('base64')),
  ),
  'the root of another log': checkpoint((lines, _pick, other) => lines.with(2, textOf(other, 'checkpoint').split('\n')[2] ?? '')),
  'the name of another log': checkpoint((lines, _pick, other) => lines.with(0, nameOf(other))),
  'a line more in the head': checkpoint((lines) => lines.toSpliced(3, 0, 'more')),
  'a blank line more': checkpoint((lines) => lines.toSpliced(3, 0, '')),
  'a line ended as on Windows': checkpoint((lines) => lines.with(1, `${lines[1]}\r`)),
  'no newline at the end': checkpoint((lines) => lines.slice(0, -1)),
  'no signature': checkpoint((lines) => lines.toSpliced(4, 1)),
  'the checkpoint of another log': (files, _pick, other) => ({ ...files, checkpoint: other['checkpoint'] ?? new Uint8Array() }),
  'a bit of the signature flipped': signature((bytes, pick) => flipped(bytes, pick, 4)),
  'a bit of the key id in the signature flipped': signature((bytes, pick) =>
    concat(flipped(bytes.subarray(0, 4), pick), bytes.subarray(4)),
  ),
  'a signature cut': signature((bytes, pick) => bytes.subarray(0, pick.below(68))),
  'a signature by another key, under the id of this one': (files, pick, other) => {
    const body = textOf(files, 'checkpoint').split('\n\n')[0] ?? '';
    return signature((bytes) => concat(bytes.subarray(0, 4), byAnotherKey(utf8(`${body}\n`))))(files, pick, other);
  },
  'a cosignature without a signature': checkpoint((lines) => lines.toSpliced(5, 0, '— collector.example AAAAAQ==')),
  'a control character in the name of a cosignature': checkpoint((lines) => lines.toSpliced(5, 0, '— collector\u0007 AAAAAQAA')),
  'a cosignature that is not UTF-8': (files) => ({
    ...files,
    checkpoint: concat(files['checkpoint'] ?? new Uint8Array(), utf8('— c'), Uint8Array.of(0xff), utf8(' AAAAAQAA\n')),
  }),

  'a bit of the key id flipped': vkey((text) => {
    const [name, id = '', key] = text.split('+');
    return [name, (Number.parseInt(id, 16) ^ 1).toString(16).padStart(8, '0'), key].join('+');
  }),
  'the key of another station under this name': (files) => ({
    ...files,
    vkey: utf8(`${vkeyText(noteKey(nameOf(files), logKey(new Uint8Array(32).fill(9)).publicKey, sha256))}\n`),
  }),
  'the key of another log': (files, _pick, other) => ({ ...files, vkey: other['vkey'] ?? new Uint8Array() }),
  'a key cut': vkey((text, pick) => text.slice(0, -1 - pick.below(20))),
  'no key': vkey(() => ''),
};
