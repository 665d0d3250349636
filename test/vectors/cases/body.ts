import { u16, u64 } from '../../../shared/base/big-endian.ts';
import { concat, toBase64, toBase64url, utf8 } from '../../../shared/base/bytes.ts';
import { portableSha256 } from '../../../shared/crypto/hash.ts';
import { writeAddCheckpoint } from '../../../shared/log/exchange/add-checkpoint.ts';
import { writeAddEntries } from '../../../shared/log/exchange/add-entries.ts';
import { consistencyProof } from '../../../shared/log/tree/proof.ts';
import { treeHasher } from '../../../shared/log/tree/tree-hash.ts';
import { chunkTree, entryPackages } from '../../harness/log/chunk-tree.ts';
import { sampleLog } from '../../harness/log/sample-log.ts';
import { refusedCase, type VectorCase, type VectorFile } from '../run/vector-case.ts';

const tree = treeHasher(portableSha256);
const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

function addCheckpointCases(): VectorCase[] {
  const { checkpoint, leafHashes } = sampleLog();
  const body = text(writeAddCheckpoint({ oldSize: 6, proof: consistencyProof(leafHashes, 6, tree), checkpoint }));
  const good = (name: string, changed: string): VectorCase => ({ name, class: 'ok', do: 'add-checkpoint-parse', in: { body: changed } });
  const grown = good('from 6 to 10', body);
  const bad = (name: string, changed: string) => refusedCase(grown, name, 'log.bad_body', { body: changed });
  const hash = toBase64(new Uint8Array(32));
  return [
    grown,
    good('from nothing', `old 0\n\n${checkpoint}`),
    bad('empty', ''),
    bad('without an old size', body.slice(6)),
    bad('another first word', body.replace('old', 'new')),
    bad('a leading zero', body.replace('old 6', 'old 06')),
    bad('a sign', body.replace('old 6', 'old -6')),
    bad('a size past the safe integers', body.replace('old 6', 'old 9007199254740992')),
    bad('from beyond the new size', body.replace('old 6', 'old 11')),
    bad('carriage returns', body.replaceAll('\n', '\r\n')),
    bad('a byte-order mark', `\ufeff${body}`),
    bad('a hash of 31 bytes', body.replace('old 6\n', `old 6\n${toBase64(new Uint8Array(31))}\n`)),
    bad('base64 with bits left over', body.replace('old 6\n', `old 6\n${'A'.repeat(42)}B=\n`)),
    bad('64 hashes', `old 6\n${`${hash}\n`.repeat(64)}\n${checkpoint}`),
    bad('no blank line', body.replace('\n\n', '\n')),
    bad('no checkpoint', body.slice(0, body.indexOf('\n\n') + 2)),
    bad('a checkpoint of size 0', body.replace('\n10\n', '\n0\n')),
    bad('more after the checkpoint', `${body}more`),
  ];
}

function addEntriesCases(): VectorCase[] {
  const leaves = ['one', 'two', 'three'].map(utf8);
  const chunks = chunkTree(
    leaves.map((leaf) => tree.leaf(leaf)),
    tree,
  );
  const header = { origin: 'example.com/log', start: 0, end: 3, ticket: utf8('ticket') };
  const body = concat(...writeAddEntries(header, entryPackages(chunks, 0, leaves)));
  const headerBytes = concat(...writeAddEntries(header, []));
  const good = (name: string, bytes: Uint8Array): VectorCase => ({
    name,
    class: 'ok',
    do: 'add-entries-read',
    in: { body: toBase64url(bytes) },
  });
  const whole = good('three entries', body);
  const refused = (name: string, code: string, bytes: Uint8Array) => refusedCase(whole, name, code, { body: toBase64url(bytes) });
  const bad = (name: string, bytes: Uint8Array) => refused(name, 'log.bad_body', bytes);
  const head = (origin: Uint8Array, start: Uint8Array, end: Uint8Array) => concat(u16(origin.length), origin, start, end, u16(0));
  const name = utf8('a/b');
  const [zero, one] = [u64(0), u64(1)];
  const lone = (length: number, leaf: Uint8Array, ...proof: Uint8Array[]) => concat(head(name, zero, one), u16(length), leaf, ...proof);
  return [
    whole,
    good('no packages yet', headerBytes),
    good('nothing left to send', head(name, u64(3), u64(3))),
    good(
      'a package that starts within its chunk',
      concat(head(name, u64(1), u64(2)), u16(3), utf8('two'), Uint8Array.of(1), new Uint8Array(32)),
    ),
    bad('empty', new Uint8Array()),
    bad('ends in its header', headerBytes.slice(0, -1)),
    bad('ends in the length of a leaf', body.slice(0, headerBytes.length + 1)),
    bad('ends in a leaf', body.slice(0, headerBytes.length + 3)),
    bad('ends between two leaves', body.slice(0, headerBytes.length + 5)),
    bad('ends before its proof', body.slice(0, -1)),
    bad('goes on after the last package', concat(body, Uint8Array.of(0))),
    bad('goes on where nothing is left to send', concat(head(name, u64(3), u64(3)), Uint8Array.of(0))),
    bad('no origin', head(new Uint8Array(), zero, one)),
    bad('an origin of 256 bytes', head(new Uint8Array(256).fill(97), zero, one)),
    bad('an origin with a space', head(utf8('a b'), zero, one)),
    bad('an origin with a plus sign', head(utf8('a+b'), zero, one)),
    bad('an origin that is not UTF-8', head(Uint8Array.of(0xc3, 0x28), zero, one)),
    bad('a start after its end', head(name, u64(2), one)),
    bad('a log of nothing', head(name, zero, zero)),
    bad('an end past the safe integers', head(name, zero, Uint8Array.of(0, 0x20, 0, 0, 0, 0, 0, 0))),
    bad('the last number of 64 bits', head(name, new Uint8Array(8).fill(255), new Uint8Array(8).fill(255))),
    bad('a leaf of no bytes', lone(0, new Uint8Array(), Uint8Array.of(0))),
    bad('64 hashes', lone(1, utf8('a'), Uint8Array.of(64), new Uint8Array(64 * 32))),
    bad('fewer hashes than it says', lone(1, utf8('a'), Uint8Array.of(2), new Uint8Array(63))),
    refused('a leaf of 16,385 bytes', 'log.entry_too_large', lone(16_385, new Uint8Array())),
    refused('a ticket of 4,097 bytes', 'log.body_too_large', concat(u16(3), name, zero, one, u16(4_097))),
  ];
}

function answerCases(): VectorCase[] {
  const good = (name: string, act: string, body: string): VectorCase => ({ name, class: 'ok', do: act, in: { body } });
  const info = good('with a ticket', 'mirror-info-parse', '1600\n1024\ndGlja2V0\n');
  const size = good('a size', 'tree-size-parse', '1043\n');
  const bad = (of: VectorCase, name: string, body: string) => refusedCase(of, name, 'log.bad_body', { body });
  return [
    info,
    good('without a ticket', 'mirror-info-parse', '1600\n1024\n\n'),
    bad(info, 'two lines', '1600\n1024\n'),
    bad(info, 'no newline at the end', '1600\n1024\ndGlja2V0'),
    bad(info, 'four lines', '1600\n1024\ndGlja2V0\n\n'),
    bad(info, 'a log of nothing', '0\n0\n\n'),
    bad(info, 'a leading zero', '1600\n01024\n\n'),
    bad(info, 'an entry past the safe integers', '1600\n9007199254740992\n\n'),
    bad(info, 'the last number of 64 bits', '18446744073709551615\n0\n\n'),
    bad(info, 'a ticket without padding', '1600\n1024\nYQ\n'),
    refusedCase(info, 'a ticket of 4,097 bytes', 'log.body_too_large', { body: `1600\n1024\n${toBase64(new Uint8Array(4_097))}\n` }),
    size,
    bad(size, 'no newline', '1043'),
    bad(size, 'nothing', '\n'),
    bad(size, 'a leading zero', '01043\n'),
    bad(size, 'two lines', '1043\n1043\n'),
  ];
}

/** The bodies between station and collector (shared/log/FORMAT.md §9). */
export function bodyVectors(): VectorFile {
  return {
    about:
      'Bodies between station and collector. Text bodies are text; that of add-entries is base64url. Hashes that come out are hexadecimal.',
    cases: [...addCheckpointCases(), ...addEntriesCases(), ...answerCases()],
  };
}
