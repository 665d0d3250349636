import { sha256 } from '../../core/hash/node-hash.ts';
import { toBase64, toHex, utf8 } from '../../shared/base/bytes.ts';
import { KEY, type SampleLog, STORY, sampleLog, signedLog } from '../harness/log/sample-log.ts';
import { type ExportFiles, filesOf, textOf } from './export-files.ts';

/** An export, and what is asked of it besides. */
export interface FileCase {
  readonly name: string;
  readonly files: ExportFiles;
  readonly options?: readonly string[];
}

const log = sampleLog();
const good = filesOf(log);
const root = Buffer.from(log.checkpoint.split('\n')[2] ?? '', 'base64').toString('hex');
const rootOf9 = Buffer.from(signedLog(log.leaves.slice(0, 9)).checkpoint.split('\n')[2] ?? '', 'base64').toString('hex');
const other = '0'.repeat(64);

const text = (name: string, file: string, change: (text: string) => string): FileCase => ({
  name: `${file}: ${name}`,
  files: { ...good, [file]: utf8(change(textOf(good, file))) },
});
const cosigned = (name: string, line: string) => text(name, 'checkpoint', (note) => `${note}— ${line}\n`);
const disclosed = (name: string, change: (text: string) => string) => text(name, 'disclosures.jsonl', change);
const asked = (name: string, ...options: string[]): FileCase => ({ name: `asked ${name}`, files: good, options });
const without = (...names: string[]): FileCase => ({
  name: `without ${names.join(', ') || 'nothing'}`,
  files: Object.fromEntries(Object.entries(good).filter(([name]) => !names.includes(name))),
});
const shorter = (size: number): Partial<SampleLog> => ({ ...signedLog(log.leaves.slice(0, size)), leaves: log.leaves });

/** The signature line of a note that the log's own key signed, over any three lines. */
function noteOf(body: string): string {
  const [dash, name, encoded = ''] = log.checkpoint.split('\n')[4]?.split(' ') ?? [];
  const id = Buffer.from(encoded, 'base64').subarray(0, 4);
  return `${body}\n${dash} ${name} ${toBase64(Buffer.concat([id, KEY.sign(utf8(body))]))}\n`;
}
const signed = (name: string, change: (body: string) => string): FileCase =>
  text(name, 'checkpoint', (note) => noteOf(change(`${note.split('\n\n')[0]}\n`)));

const { hashes: _, ...withoutHashes } = good;
const changed = (to: string) => utf8(textOf(good, 'events.jsonl').replace('INC-4471', to));

/** A vkey of this log's name, of a key of that kind and length. */
function vkeyOf(kind: number, length: number): string {
  const name = log.vkey.split('+')[0] ?? '';
  const key = Buffer.concat([Uint8Array.of(kind), Buffer.alloc(length, 1)]);
  return `${name}+${toHex(sha256(Buffer.concat([utf8(`${name}\n`), key])).slice(0, 4))}+${toBase64(key)}\n`;
}

const unknown = filesOf(sampleLog([...STORY, { act: 'app.stop', out: 'ok' }]));

/** What the files of an export may hold besides changed entries, and what may be asked of them. */
export const FILE_CASES: readonly FileCase[] = [
  without(),
  without('hashes'),
  without('disclosures.jsonl'),
  without('hashes', 'disclosures.jsonl'),
  without('vkey'),
  without('checkpoint'),
  without('events.jsonl'),

  asked('with its own head', '--anchor', `10:${root}`),
  asked('with an older head', '--anchor', `9:${rootOf9}`),
  asked('with both', '--anchor', `9:${rootOf9}`, '--anchor', `10:${root}`),
  asked('with a wrong head', '--anchor', `9:${other}`),
  asked('with two heads of one size, the first wrong', '--anchor', `9:${other}`, '--anchor', `9:${rootOf9}`),
  asked('with two heads of one size, the second wrong', '--anchor', `9:${rootOf9}`, '--anchor', `9:${other}`),
  asked('with a later head', '--anchor', `11:${other}`),
  asked('with later heads', '--anchor', `12:${other}`, '--anchor', `11:${other}`, '--anchor', `12:${root}`),
  asked('with an anchor that is none', '--anchor', '9'),
  asked('with an anchor in upper case', '--anchor', `9:${rootOf9.toUpperCase()}`),
  asked('with an anchor of nothing', '--anchor', `0:${other}`),
  asked('with its key', '--vkey', log.vkey),
  asked('with another key', '--vkey', log.vkey.replace('/1+', '/2+')),
  asked('with no key', '--vkey', ''),
  asked('with a word that nobody knows', '--force'),

  text('without its newline', 'vkey', (line) => line.trim()),
  text('two newlines', 'vkey', (line) => `${line}\n`),
  text('a space at the end', 'vkey', (line) => line.replace('\n', ' \n')),
  text('an id in upper case', 'vkey', (line) => line.replace(/\+[0-9a-f]{8}\+/, (id) => id.toUpperCase())),
  text('not the padding of base64', 'vkey', (line) => line.replace('\n', '==\n')),
  text('of 70,000 bytes', 'vkey', (line) => line + ' '.repeat(70_000)),
  { name: 'vkey: a key of 31 bytes, with its id', files: { ...good, vkey: utf8(vkeyOf(1, 31)) } },
  { name: 'vkey: a key of 33 bytes, with its id', files: { ...good, vkey: utf8(vkeyOf(1, 33)) } },
  { name: 'vkey: a key of another kind, with its id', files: { ...good, vkey: utf8(vkeyOf(2, 32)) } },
  { name: 'vkey: not UTF-8', files: { ...good, vkey: Uint8Array.of(0xff, 0x0a) } },

  cosigned('a cosignature', 'collector.example AAAAAQAA'),
  cosigned('a cosignature with a name of another script', 'sammler.bücher AAAAAQAA'),
  cosigned('a cosignature by this name with another id', `${log.vkey.split('+')[0]} AAAAAQAA`),
  cosigned('a cosignature without a name', ' AAAAAQAA'),
  cosigned('a cosignature with a plus in its name', 'a+b AAAAAQAA'),
  cosigned('a cosignature with a no-break space in its name', 'a\u00a0b AAAAAQAA'),
  cosigned('a cosignature with a byte-order mark in its name', 'a\ufeffb AAAAAQAA'),
  cosigned('a cosignature with an old control in its name', 'a\u001cb AAAAAQAA'),
  cosigned('a cosignature with a next line in its name', 'a\u0085b AAAAAQAA'),
  cosigned('a cosignature with a name of 255', `${'a'.repeat(255)} AAAAAQAA`),
  cosigned('a cosignature with a name of 256', `${'a'.repeat(256)} AAAAAQAA`),
  cosigned('a cosignature that is not base64', 'a AAAA='),
  cosigned('a cosignature with bits left over', 'a AAAAAQB='),
  cosigned('a cosignature of four bytes', 'a AAAAAQ=='),
  text('a cosignature alone', 'checkpoint', (note) => `${note.split('\n\n')[0]}\n\n— collector.example AAAAAQAA\n`),
  text('its own signature twice', 'checkpoint', (note) => `${note}${note.split('\n\n')[1]}`),
  text(
    'a second signature of its own that does not hold',
    'checkpoint',
    (note) => note + note.split('\n\n')[1]?.replace(/.{8}\n$/, 'AAAAAA==\n'),
  ),
  text('as long as a note may be', 'checkpoint', (note) => long(note, 65_536)),
  text('longer than a note may be', 'checkpoint', (note) => long(note, 65_537)),
  text('a hyphen for the dash', 'checkpoint', (note) => note.replace('— ', '- ')),
  signed('signed again', (body) => body),
  signed('the name of another log, signed', (body) => body.replace('/1\n', '/2\n')),
  signed('a size of zero, signed', (body) => body.replace('\n10\n', '\n0\n')),
  signed('a size with a plus, signed', (body) => body.replace('\n10\n', '\n+10\n')),
  signed('a size with a zero before it, signed', (body) => body.replace('\n10\n', '\n010\n')),
  signed('a size that no number holds, signed', (body) => body.replace('\n10\n', '\n9007199254740993\n')),
  signed('a size of the largest integer, signed', (body) => body.replace('\n10\n', '\n9007199254740991\n')),
  signed('digits of another script, signed', (body) => body.replace('\n10\n', '\n١٠\n')),
  signed('a root of 31 bytes, signed', (body) => body.replace(/\n[^\n]*\n$/, `\n${toBase64(new Uint8Array(31))}\n`)),
  signed('a root without padding, signed', (body) => body.replace('=', '')),
  signed('a fourth line, signed', (body) => `${body}more\n`),
  signed('two lines, signed', (body) => body.replace(/\n[^\n]*\n$/, '\n')),
  signed('another root, signed', (body) => body.replace(/\n[^\n]*\n$/, `\n${toBase64(new Uint8Array(32))}\n`)),

  text('cut', 'events.jsonl', (lines) => lines.trim()),
  text('changed', 'events.jsonl', (lines) => lines.replace('INC-4471', 'INC-4472')),
  { name: 'events.jsonl: changed, without the hashes', files: { ...withoutHashes, 'events.jsonl': changed('INC-4472') } },
  { name: 'events.jsonl: malformed, without the hashes', files: { ...withoutHashes, 'events.jsonl': changed('INC 4471') } },
  { name: 'entries after the signed head', files: filesOf({ ...log, ...shorter(9) }) },
  { name: 'an open intent after the signed head', files: filesOf({ ...log, ...shorter(3), leaves: log.leaves.slice(0, 6) }) },
  { name: 'a changed entry after the signed head', files: filesOf({ ...log, ...shorter(8), leaves: log.leaves.with(9, utf8('{}')) }) },
  { name: 'an act of a newer app', files: newer(unknown) },
  { name: 'an act of a newer app, and a wrong list of hashes', files: { ...newer(unknown), hashes: utf8('') } },

  text('empty', 'hashes', () => ''),
  text('one missing', 'hashes', (hashes) => hashes.slice(65)),
  text('in upper case', 'hashes', (hashes) => hashes.toUpperCase()),
  text('no newline at the end', 'hashes', (hashes) => hashes.trim()),
  text('ended as on Windows', 'hashes', (hashes) => hashes.replaceAll('\n', '\r\n')),
  text('not hashes', 'hashes', () => '\u00e9\n'),

  disclosed('empty', () => ''),
  disclosed('one twice', (lines) => lines + lines),
  disclosed('another word', (lines) => lines.replace('Core', 'Code')),
  disclosed('of an entry that is not there', (lines) => lines.replace('"seq":2', '"seq":99')),
  disclosed('of another entry', (lines) => lines.replace('"seq":2', '"seq":1')),
  disclosed('of a path that is not there', (lines) => lines.replace('"path":"reason"', '"path":"constructor"')),
  disclosed('not canonical', (lines) => lines.replace('{', '{ ')),
  disclosed('cut', (lines) => lines.trim()),
  disclosed('an empty line', (lines) => `\n${lines}`),
  disclosed('a salt with bits left over', (lines) => lines.replace(/("salt":"[^"]{42})[^"]/, '$1B')),
  disclosed('a salt of 42 characters', (lines) => lines.replace(/("salt":"[^"]{42})[^"]/, '$1')),
  disclosed('a field more', (lines) => lines.replace('{', '{"more":1,')),
  disclosed('a value that is a number', (lines) => lines.replace(/"value":"[^"]*"/, '"value":1')),
  disclosed('a negative seq', (lines) => lines.replace('"seq":2', '"seq":-2')),
];

function long(note: string, bytes: number): string {
  let whole = note;
  while (bytes - Buffer.byteLength(whole) > 4_100) whole += `— a ${'A'.repeat(4_000)}\n`;
  const room = bytes - Buffer.byteLength(whole) - Buffer.byteLength('—  \n') - 1;
  const encoded = 'A'.repeat(room - (room % 4) - 8);
  return `${whole}— ${'a'.repeat(room + 1 - encoded.length)} ${encoded}\n`;
}

/** The last entry says an act that this version does not know, under a signature that holds. */
function newer(files: ExportFiles): ExportFiles {
  const lines = textOf(files, 'events.jsonl').replace('app.stop', 'app.dance').split('\n').slice(0, -1).map(utf8);
  return filesOf(signedLog(lines));
}
