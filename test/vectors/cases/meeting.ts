import { copyOf, fromUtf8, toBase64, utf8 } from '../../../shared/base/bytes.ts';
import { portableSha256 } from '../../../shared/crypto/hash.ts';
import { sign, signingKeyPair } from '../../../shared/crypto/sign.ts';
import { type EnrolAnswer, writeEnrolAnswer, writeEnrolRequest } from '../../../shared/log/exchange/enrolment.ts';
import { encodeForkEvidence, type ForkEvidence } from '../../../shared/log/exchange/fork-evidence.ts';
import { encodeHeadsEntry } from '../../../shared/log/exchange/heads-entry.ts';
import { encodeLateHead } from '../../../shared/log/exchange/late-head.ts';
import { jcs, parseJcs } from '../../../shared/log/leaf/jcs.ts';
import type { Signer } from '../../../shared/log/note/checkpoint.ts';
import { headsOrigin } from '../../../shared/log/note/collector-key.ts';
import { noteKey, vkeyText } from '../../../shared/log/note/vkey.ts';
import { consistencyProof, inclusionProof, rootOf } from '../../../shared/log/tree/proof.ts';
import { treeHasher } from '../../../shared/log/tree/tree-hash.ts';
import { SIGNER, STORY, sampleLog, signedLog, VKEY } from '../../harness/log/sample-log.ts';
import { refusedCase, type VectorCase, type VectorFile } from '../run/vector-case.ts';
import { sampleCollector } from './receipt.ts';

const tree = treeHasher(portableSha256);
const CODE = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const good = (act: string, name: string, given: Record<string, unknown>): VectorCase => ({ name, class: 'ok', do: act, in: given });

/** The canonical text `of` with some fields changed. */
function changed(of: string, change: Record<string, unknown>): string {
  return jcs({ ...(parseJcs(utf8(of)) as object), ...change } as never); // JSON with fields changed is JSON
}

/** Enrolment, the collector's own log and evidence of forks (shared/log/FORMAT.md §12, §17, §18). */
export function meetingVectors(): VectorFile {
  return {
    about:
      'How station and collector meet. request and note are texts as they are sent; evidence is that of a fork or of a head after a freeze; leaf is an entry of a collector’s own log.',
    cases: [...requests(), ...answers(), ...forks(), ...lateHeads(), ...ownEntries()],
  };
}

function requests(): VectorCase[] {
  const { leaves, leafHashes, checkpoint } = sampleLog();
  const genesis = copyOf(leaves[0] ?? new Uint8Array());
  const asked = { code: CODE, name: 'Ops desk', vkey: VKEY, app: '0.1.0', checkpoint, genesis, proof: inclusionProof(leafHashes, 0, tree) };
  const text = (change: Partial<typeof asked> | { code: null } = {}) =>
    fromUtf8(writeEnrolRequest({ ...asked, ...change }, SIGNER, portableSha256));
  const one = good('enrol-request-open', 'a request with a code', { request: text() });
  const bad = (name: string, change: Record<string, unknown>, code = 'log.bad_enrolment') =>
    refusedCase(one, name, code, { request: changed(text(), change) });
  return [
    one,
    good('enrol-request-open', 'a request in a file', { request: text({ code: null }) }),
    bad('another code', { code: CODE.replace('A', 'B') }),
    bad('a code taken away', { code: null }),
    bad('a code of another alphabet', { code: CODE.toLowerCase() }),
    bad('no name', { name: '' }),
    bad('a name with a control character', { name: 'a\u0007' }),
    bad('a name of 61 characters', { name: 'x'.repeat(61) }),
    bad('another key', { vkey: VKEY.replace('s_test', 's_tess') }),
    bad('a head of another size', { checkpoint: checkpoint.replace('\n10\n', '\n11\n') }),
    bad('the second entry', { genesis: toBase64(leaves[1] ?? new Uint8Array()) }),
    bad('a hash of the proof left out', { proof: asked.proof.slice(1) }),
    bad('a signature of nothing', { pop: `${'A'.repeat(86)}==` }),
    bad('a field more', { more: 1 }),
    bad('a newer version', { v: 2 }, 'format.unknown_version'),
    refusedCase(one, 'white space', 'log.bad_enrolment', { request: ` ${text()}` }),
    refusedCase(one, 'nothing', 'log.bad_enrolment', { request: '' }),
    refusedCase(one, 'too long', 'log.body_too_large', { request: 'x'.repeat(65_537) }),
  ];
}

function headsSigner(name: string, seed: number): Signer {
  const { publicKey, secretKey } = signingKeyPair(new Uint8Array(32).fill(seed));
  return { key: noteKey(headsOrigin(name), publicKey, portableSha256), sign: (message) => sign(message, secretKey) };
}

function answers(): VectorCase[] {
  const signer = headsSigner('collector.example/m1', 25);
  const answer: EnrolAnswer = {
    id: CODE,
    state: 'active',
    origin: SIGNER.key.name,
    vkey: VKEY,
    collector: { receipts: vkeyText(sampleCollector('collector.example/m1', 21).key), heads: vkeyText(signer.key) },
    policy: { silence_hours: 26, drill_days: 92, disclosures: 'incident' },
    spki: 'ab'.repeat(32),
    at: 1_764_034_400_000,
  };
  const note = writeEnrolAnswer(answer, signer);
  const one = good('enrol-answer-open', 'an answer', { note });
  const bad = (name: string, from: string | RegExp, to: string) =>
    refusedCase(one, name, 'log.bad_enrolment', { note: note.replace(from, to) });
  const other = sampleCollector('other.example/m1', 23).key;
  return [
    one,
    good('enrol-answer-open', 'a refusal in a file', { note: writeEnrolAnswer({ ...answer, state: 'refused', spki: null }, signer) }),
    bad('another state', '"active"', '"pending"'),
    bad('another TLS key', 'abab', 'abac'),
    bad('another first line', '/v1\n', '/v2\n'),
    bad('a line more', '\n\n', '\nmore\n\n'),
    bad('no signature', /— .*\n$/, ''),
    bad('a changed signature', /.{6}\n$/, 'AAAAA=\n'),
    bad('another collector’s key of receipts', answer.collector.receipts, vkeyText(other)),
    refusedCase(one, 'two keys that are not of one collector', 'log.bad_enrolment', {
      note: writeEnrolAnswer({ ...answer, collector: { ...answer.collector, receipts: vkeyText(other) } }, signer),
    }),
    refusedCase(one, 'nothing', 'log.bad_enrolment', { note: '' }),
  ];
}

function forks(): VectorCase[] {
  const mine = sampleLog();
  const twin = sampleLog([...STORY.slice(0, 6), { act: 'app.stop', out: 'ok' }, ...STORY.slice(7, 9)]);
  const cut = (log: typeof mine, size: number) => signedLog(log.leaves.slice(0, size));
  const [held, other] = [cut(mine, 9), cut(twin, 8)];
  const at = (log: typeof mine, index: number) => ({
    leaf: copyOf(log.leaves[index] ?? new Uint8Array()),
    proof: inclusionProof(log.leafHashes, index, tree),
  });
  const evidence = {
    same: { kind: 'same-size', vkey: VKEY, held: held.checkpoint, other: cut(twin, 9).checkpoint },
    prefix: {
      kind: 'not-a-prefix',
      vkey: VKEY,
      held: held.checkpoint,
      other: other.checkpoint,
      root: rootOf(mine.leafHashes.slice(0, 8), tree),
      proof: consistencyProof(held.leafHashes, 8, tree),
    },
    entry: {
      kind: 'entry-differs',
      vkey: VKEY,
      held: held.checkpoint,
      other: other.checkpoint,
      index: 7,
      of_held: at(held, 7),
      of_other: at(other, 7),
    },
  } as const satisfies Record<string, ForkEvidence>;
  const text = (of: ForkEvidence) => fromUtf8(encodeForkEvidence(of));
  const bad = (name: string, of: ForkEvidence, change: Record<string, unknown>, code = 'log.bad_proof') =>
    refusedCase(good('fork-open', name, {}), name, code, { evidence: changed(text(of), change) });
  const { same, prefix, entry } = evidence;
  return [
    good('fork-open', 'two heads of one size', { evidence: text(same) }),
    good('fork-open', 'a smaller head that is no part', { evidence: text(prefix) }),
    good('fork-open', 'two entries at one place', { evidence: text(entry) }),
    bad('one head twice', same, { other: held.checkpoint }),
    bad('two heads of two sizes', same, { other: cut(mine, 8).checkpoint }),
    bad('a smaller head of the same log', prefix, { other: cut(mine, 8).checkpoint }),
    bad('a root that does not lead to the larger', prefix, { root: rootOf(twin.leafHashes.slice(0, 8), tree) }),
    bad('a hash of the proof left out', prefix, { proof: prefix.proof.slice(1) }),
    bad('one entry twice', entry, {
      other: held.checkpoint,
      of_other: { leaf: toBase64(entry.of_held.leaf), proof: [...entry.of_held.proof] },
    }),
    bad('an entry that is not under its head', entry, {
      of_other: { leaf: toBase64(entry.of_held.leaf), proof: [...entry.of_other.proof] },
    }),
    bad('another place', entry, { index: 6 }),
    bad('a place past the log', entry, { index: 9 }),
    bad('an unknown kind', same, { kind: 'differs' }),
    bad('a field more', same, { more: 1 }),
    bad('a newer version', same, { v: 2 }),
    bad(
      'a head by another key',
      same,
      { vkey: vkeyText(noteKey(SIGNER.key.name, new Uint8Array(32).fill(3), portableSha256)) },
      'log.bad_checkpoint',
    ),
    bad('a head of a changed size', same, { other: same.other.replace('\n9\n', '\n8\n') }, 'log.bad_checkpoint'),
  ];
}

function lateHeads(): VectorCase[] {
  const mine = sampleLog();
  const cut = (size: number) => signedLog(mine.leaves.slice(0, size)).checkpoint;
  const text = fromUtf8(encodeLateHead({ kind: 'after-freeze', vkey: VKEY, held: cut(8), other: cut(9) }));
  const one = good('late-head-open', 'a head after the freeze', { evidence: text });
  const bad = (name: string, change: Record<string, unknown>, code = 'log.bad_proof') =>
    refusedCase(one, name, code, { evidence: changed(text, change) });
  const stranger = vkeyText(noteKey(SIGNER.key.name, new Uint8Array(32).fill(3), portableSha256));
  return [
    one,
    bad('the head that was held, again', { other: cut(8) }),
    bad('another kind of evidence', { kind: 'same-size' }),
    bad('a field more after the freeze', { more: 1 }),
    bad('a newer version of a late head', { v: 2 }),
    bad('a late head by another key', { vkey: stranger }, 'log.bad_checkpoint'),
    bad('a late head of a changed size', { other: cut(9).replace('\n9\n', '\n8\n') }, 'log.bad_checkpoint'),
  ];
}

function ownEntries(): VectorCase[] {
  const leaf = fromUtf8(
    encodeHeadsEntry({
      v: 1,
      log: 'collector.example/m1/heads',
      seq: 3,
      at: 1_764_034_400_000,
      act: 'head.accept',
      who: null,
      of: SIGNER.key.name,
      d: { size: 10 },
    }),
  );
  const one = good('heads-entry-parse', 'a head that was accepted', { leaf });
  const bad = (name: string, change: Record<string, unknown>, code = 'log.entry_malformed') =>
    refusedCase(one, name, code, { leaf: changed(leaf, change) });
  const read = changed(leaf, { act: 'read.evidence', who: 'u_7f3kQ9vLm2PzXw1a', d: { filter: 'a'.repeat(64) } });
  const badRead = (name: string, change: Record<string, unknown>, code = 'log.entry_malformed') =>
    refusedCase(one, name, code, { leaf: changed(read, change) });
  return [
    one,
    good('heads-entry-parse', 'evidence that somebody read', { leaf: read }),
    badRead('a filter longer than it may be', { d: { filter: 'a'.repeat(513) } }),
    badRead('a reading of what cannot be read', { act: 'read.secrets' }, 'format.unknown_version'),
    badRead('a reader that is a number', { who: 7 }),
    bad('a negative place', { seq: -1 }),
    bad('a nested datum', { d: { a: { b: 1 } } }),
    bad('a field more', { more: 1 }),
    bad('no name', { log: '' }),
    bad('an act of a newer version', { act: 'head.dream' }, 'format.unknown_version'),
    refusedCase(one, 'white space', 'log.not_canonical', { leaf: `${leaf} ` }),
  ];
}
