import { type Bytes, concat, fromHex, toBase64url, toHex, utf8 } from '../../../shared/base/bytes.ts';
import { portableSha256 } from '../../../shared/crypto/hash.ts';
import { sign, signingKeyPair } from '../../../shared/crypto/sign.ts';
import { writeAddCheckpoint } from '../../../shared/log/exchange/add-checkpoint.ts';
import { writeAddEntries } from '../../../shared/log/exchange/add-entries.ts';
import { TAR_END, tarHeader, tarPadding } from '../../../shared/log/exchange/tar.ts';
import { type Json, jcs } from '../../../shared/log/leaf/jcs.ts';
import { unverifiedHead } from '../../../shared/log/note/checkpoint.ts';
import { signatureLine } from '../../../shared/log/note/note.ts';
import { receiptLine } from '../../../shared/log/note/receipt.ts';
import { noteKey, vkeyText } from '../../../shared/log/note/vkey.ts';
import { treeHasher } from '../../../shared/log/tree/tree-hash.ts';
import { chunkTree, entryPackages } from '../../harness/log/chunk-tree.ts';
import { KEY, SIGNER, STATION, sampleLog, VKEY } from '../../harness/log/sample-log.ts';
import { refusedCase, type VectorCase, type VectorFile } from '../run/vector-case.ts';
import { RECEIPT_TIME, sampleCollector } from './receipt.ts';

type File = readonly [name: string, bytes: Uint8Array];
type Parts = readonly (string | number)[];

const tree = treeHasher(portableSha256);
const heads = (seed: number) => noteKey('collector.example/heads', signingKeyPair(new Uint8Array(32).fill(seed)).publicKey, portableSha256);

/** Bytes in base64url, and between them how many zeros: an archive is full of them. */
function archive(bytes: Uint8Array): Parts {
  const text = bytes.reduce((all, byte) => all + String.fromCharCode(byte), '');
  return (text.match(/\0{32,}|(?:(?!\0{32}).)+/gs) ?? []).map((part) =>
    part.startsWith('\0'.repeat(32)) ? part.length : toBase64url(Uint8Array.from(part, (c) => c.charCodeAt(0))),
  );
}

const tarFile = ([name, bytes]: File) => concat(tarHeader(name, bytes.length), bytes, tarPadding(bytes.length));
const listed = ([name, bytes]: File) => ({ name, bytes: bytes.length, sha256: toHex(portableSha256(bytes)) });

function note(body: string, signer = SIGNER): Bytes {
  return utf8(`${body}\n${signatureLine(signer.key, signer.sign(utf8(body)))}`);
}

function bundleCases(): VectorCase[] {
  const collector = vkeyText(heads(31));
  const { leaves, leafHashes, checkpoint } = sampleLog([{ act: 'app.start', out: 'ok' }]);
  const chunks = chunkTree(leafHashes, tree);
  const header = { origin: STATION.log, start: 0, end: 2, ticket: new Uint8Array() };
  const head: File = ['add-checkpoint', writeAddCheckpoint({ oldSize: 0, proof: [], checkpoint })];
  const entries: File = ['add-entries-0001', concat(...writeAddEntries(header, entryPackages(chunks, 0, leaves)))];
  const words: File = ['disclosures-0001.ndjson', utf8('{}\n')];
  const hashes: File = ['hashes-0001', concat(...leafHashes.map(fromHex))];
  const withHashes = (...files: readonly File[]) => pack(note(body({ files: files.map(listed) })), files);
  const all = [head, entries, words];
  const fields = { v: 1, collector, origin: STATION.log, from: 0, to: 2, files: all.map(listed) };
  const body = (change: Record<string, Json> = {}) => `halligan-bundle/v1\n${jcs({ ...fields, ...change })}\n`;
  const pack = (manifest: Uint8Array, files: readonly File[] = all) =>
    concat(...[['MANIFEST', manifest] as const, ...files].map(tarFile), TAR_END);
  const whole = pack(note(body()));

  const good = (name: string, bytes: Uint8Array): VectorCase => ({
    name,
    class: 'ok',
    do: 'bundle-read',
    in: { collector, log: VKEY, archive: archive(bytes) },
  });
  const first = good('two entries and their words', whole);
  const refused = (name: string, code: string, bytes: Uint8Array) => refusedCase(first, name, code, { archive: archive(bytes) });
  const bad = (name: string, bytes: Uint8Array) => refused(name, 'log.bad_bundle', bytes);
  const says = (name: string, change: Record<string, Json>, files: readonly File[] = all) => bad(name, pack(note(body(change)), files));
  const of = (name: string, files: readonly File[]) => says(name, { files: files.map(listed) }, files);
  const at = (offset: number, byte: number) => whole.with(offset, byte);
  const other = { key: noteKey('a/b', KEY.publicKey, portableSha256), sign: KEY.sign };
  const strangerPair = signingKeyPair(new Uint8Array(32).fill(40));
  const stranger = {
    key: noteKey(STATION.log, strangerPair.publicKey, portableSha256),
    sign: (m: Bytes) => sign(m, strangerPair.secretKey),
  };
  const start = whole.length - TAR_END.length - 1_024; // of the header of the words
  const noEntries = writeAddEntries({ ...header, start: 1 }, []);
  const later: File = ['add-entries-0002', concat(...noEntries)];
  const shorter = sampleLog([]);
  const shortHead: File = ['add-checkpoint', writeAddCheckpoint({ oldSize: 0, proof: [], checkpoint: shorter.checkpoint })];
  const shortEntries: File = [entries[0], concat(...writeAddEntries({ ...header, end: 1 }, []))];
  const foreignHead: File = [
    'add-checkpoint',
    writeAddCheckpoint({ oldSize: 0, proof: [], checkpoint: checkpoint.replaceAll(STATION.log, 'a/b') }),
  ];
  const foreign: readonly File[] = [foreignHead, [entries[0], concat(...writeAddEntries({ ...header, origin: 'a/b' }, []))]];
  return [
    first,
    good('no words', pack(note(body({ files: [head, entries].map(listed) })), [head, entries])),
    good('two bodies of entries', pack(note(body({ files: [head, entries, later].map(listed) })), [head, entries, later])),
    good('the hashes of its entries', withHashes(head, hashes, entries, words)),
    good('hashes of other entries, which decide nothing', withHashes(head, ['hashes-0001', new Uint8Array(32)], entries)),
    of('hashes after their entries', [head, entries, hashes, words]),
    of('hashes without entries after them', [head, entries, ['hashes-0002', hashes[1]]]),
    of('hashes before the head', [hashes, head, entries]),
    of('hashes of another number', [head, ['hashes-0002', hashes[1]], entries]),
    of('hashes twice', [head, hashes, hashes, entries]),
    of('hashes alone', [head, hashes]),
    of('half a hash', [head, ['hashes-0001', hashes[1].slice(0, 63)], entries]),
    says('hashes that were changed', { files: [head, hashes, entries].map(listed) }, [head, ['hashes-0001', new Uint8Array(64)], entries]),
    refused(
      'more hashes than a body has entries',
      'log.body_too_large',
      pack(note(body({ files: [listed(head), { ...listed(hashes), bytes: 8_193 * 32 }, listed(entries)] })), [head]),
    ),
    bad('empty', new Uint8Array()),
    bad('only the end of an archive', TAR_END),
    bad('without its manifest', whole.slice(512 + Math.ceil(note(body()).length / 512) * 512)),
    bad('a manifest that is no note', pack(utf8('hello\n'))),
    bad('a manifest signed twice', pack(concat(note(body()), note(body()).slice(utf8(`${body()}\n`).length)))),
    bad('a manifest that is not canonical', pack(note(body().replace('{"collector"', '{ "collector"')))),
    bad('another first line', pack(note(body().replace('bundle/v1', 'bundle/v2')))),
    bad('more in the manifest', pack(note(`${body()}more\n`))),
    refused('a manifest said to have 8 GiB', 'log.body_too_large', tarHeader('MANIFEST', 8 ** 11 - 1)),
    refused('a manifest of 65,537 bytes', 'log.body_too_large', pack(new Uint8Array(65_537))),
    refused(
      'a manifest changed',
      'collector.bad_signature',
      pack(utf8(new TextDecoder().decode(note(body())).replace('"to":2', '"to":3'))),
    ),
    refused('signed by another key of that name', 'collector.bad_signature', pack(note(body(), stranger))),
    refused('signed for another log', 'collector.unknown_log', pack(note(body({ origin: 'a/b' }), other))),
    refusedCase(first, 'for another collector', 'collector.other_collector', { collector: vkeyText(heads(32)) }),
    refused('a newer version', 'format.unknown_version', pack(note(body({ v: 2 })))),
    says('a field too many', { more: 1 }),
    says('another origin than the key’s', { origin: 'a/b' }),
    says('ends before it begins', { from: 3 }),
    says('a log of nothing', { to: 0 }),
    says('begins elsewhere than its entries', { from: 1 }),
    says('ends elsewhere than its head', { to: 3 }),
    says('a hash in capitals', { files: all.map((file) => ({ ...listed(file), sha256: listed(file).sha256.toUpperCase() })) }),
    says('a file of nothing', { files: [...[head, entries].map(listed), { ...listed(words), bytes: 0 }] }),
    says('a wrong length', { files: [listed(head), { ...listed(entries), bytes: entries[1].length - 1 }, listed(words)] }),
    says('a wrong hash', { files: [listed(head), { ...listed(entries), sha256: listed(head).sha256 }, listed(words)] }),
    says('a file that is not listed', { files: [head, entries].map(listed) }),
    says('a listed file that is not there', {}, [head, entries]),
    says('files in another order', {}, [entries, head, words]),
    of('a head of another size', [shortHead, entries]),
    of('entries under another head', [head, shortEntries]),
    says('another log under this one’s signature', { origin: 'a/b', files: foreign.map(listed) }, foreign),
    of('no entries', [head, words]),
    of('no head', [entries, words]),
    of('words before the entries', [head, words, entries]),
    of('a number left out', [head, entries, ['add-entries-0003', entries[1]]]),
    of('a name that leads out of the folder', [head, entries, ['..', words[1]]]),
    of('the same entries twice', [head, entries, ['add-entries-0002', entries[1]]]),
    refused('401 bodies', 'log.body_too_large', pack(note(body({ files: Array.from({ length: 401 }, () => listed(words)) })), [])),
    refused(
      'words past 4 MiB',
      'log.body_too_large',
      pack(note(body({ files: [...[head, entries].map(listed), { ...listed(words), bytes: 4 * 2 ** 20 + 1 }] })), [head, entries]),
    ),
    bad('a byte of the words changed', at(start + 512, 0x5b)),
    bad('another mode', at(start + 106, 0x35)),
    bad('a time', at(start + 146, 0x31)),
    bad('a link instead of a file', at(start + 156, 0x32)),
    bad('a prefix of the name', at(start + 345, 0x61)),
    bad('something after the words in their block', at(start + 1_023, 1)),
    bad('something in the end', at(whole.length - 1, 1)),
    bad('cut before its end', whole.slice(0, -1)),
    bad('cut in the words', whole.slice(0, start + 513)),
    bad('goes on after its end', concat(whole, new Uint8Array(512))),
  ];
}

function receiptFileCases(): VectorCase[] {
  const { checkpoint } = sampleLog();
  const collector = sampleCollector('collector.example/m1', 21);
  const stranger = sampleCollector('other.example/m1', 23);
  const line = receiptLine(unverifiedHead(checkpoint), RECEIPT_TIME, collector);
  const file = (text: string) => [toBase64url(utf8(text))];
  const good: VectorCase = {
    name: 'a receipt',
    class: 'ok',
    do: 'receipt-file-open',
    in: { log: VKEY, collectors: [vkeyText(collector.key)], file: file(checkpoint + line) },
  };
  const bad = (name: string, bytes: Parts, code = 'log.bad_receipt') => refusedCase(good, name, code, { file: bytes });
  return [
    good,
    bad('none', file(checkpoint)),
    bad('by an unknown key', file(checkpoint + receiptLine(unverifiedHead(checkpoint), RECEIPT_TIME, stranger))),
    bad('over another head', file(checkpoint + receiptLine({ ...unverifiedHead(checkpoint), size: 9 }, RECEIPT_TIME, collector))),
    bad('65,537 bytes', [65_537]),
    bad('not UTF-8', [toBase64url(Uint8Array.of(0xc3, 0x28))]),
    bad('no checkpoint', file(line), 'log.bad_checkpoint'),
    bad('a checkpoint changed', file(checkpoint.replace('\n10\n', '\n11\n') + line), 'log.bad_checkpoint'),
  ];
}

/** What is carried by hand (shared/log/FORMAT.md §16). */
export function bundleVectors(): VectorFile {
  return {
    about:
      'Bundles without their gzip, and receipts. An archive or file is its parts: bytes in base64url, and numbers of zeros. collector, collectors and log are the vkeys of the reader.',
    cases: [...bundleCases(), ...receiptFileCases()],
  };
}
