import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { toHex } from '../../../../shared/base/bytes.ts';
import { type Entry, encodeEntry, parseEntry } from '../../../../shared/log/leaf/entry.ts';
import { type Json, jcsBytes } from '../../../../shared/log/leaf/jcs.ts';
import { rootOf } from '../../../../shared/log/tree/proof.ts';
import { type Evidence, type LogReport, verifyLog } from '../../../../shared/log/verify/verify-log.ts';
import { NODE_CRYPTO, STATION, STORY, sampleLog, signedLog } from '../../../harness/log/sample-log.ts';

// Every bit of a log, one after another: minutes on a machine that is busy.
vi.setConfig({ testTimeout: 300_000 });

const log = sampleLog();
const verify = (change: Partial<Evidence>): LogReport => verifyLog({ ...log, ...change }, NODE_CRYPTO);
const leaf = (seq: number): Uint8Array => log.leaves[seq] ?? new Uint8Array();
const changed = (seq: number, change: Partial<Entry>): Uint8Array[] =>
  log.leaves.map((bytes, i) => (i === seq ? jcsBytes({ ...parseEntry(bytes), ...change } as Json) : bytes));

/** What the station itself signed, though it breaks the rules: here only the rules can tell. */
const signedThough = (leaves: readonly Uint8Array[]): LogReport => verifyLog(signedLog(leaves), NODE_CRYPTO);

describe('verifying a log', () => {
  test('proves what was not touched, and says what it cannot know', () => {
    const report = verify({});
    expect(report).toMatchObject({ verdict: 'proven', entries: 10, firstBad: null, findings: [], unanchoredTail: 10 });
    expect(report.head?.root).toBe(rootOf(log.leafHashes, NODE_CRYPTO.tree));
  });

  test('does without hashes and disclosures', () => {
    const { leaves, checkpoint, vkey } = log;
    expect(verifyLog({ leaves, checkpoint, vkey }, NODE_CRYPTO).verdict).toBe('proven');
  });

  test('T1: names the entry, whichever bit of whichever byte was changed', () => {
    for (const [seq, bytes] of log.leaves.entries()) {
      for (let at = 0; at < bytes.length; at++) {
        const flipped = bytes.slice();
        flipped[at] = (flipped[at] ?? 0) ^ (1 << (at % 8));
        const report = verify({ leaves: log.leaves.with(seq, flipped) });
        expect(report.verdict).toBe('tampered');
        expect(report.firstBad).toMatchObject({ seq, code: 'log.entry_changed' });
      }
    }
  });

  // T1 without the list of hashes: the root still tells, and the rules name what they can.
  test('notices every changed byte without the list of hashes', () => {
    const { leaves, checkpoint, vkey } = log;
    for (const [seq, bytes] of leaves.entries()) {
      for (let at = 0; at < bytes.length; at++) {
        const flipped = bytes.slice();
        flipped[at] = (flipped[at] ?? 0) ^ (1 << (at % 8));
        expect(verifyLog({ leaves: leaves.with(seq, flipped), checkpoint, vkey }, NODE_CRYPTO).verdict).toBe('tampered');
      }
    }
  });

  test('T2: notices any removal, repetition, exchange and insertion, and names where it begins', () => {
    const edit = fc.oneof(
      fc.record({ kind: fc.constant('remove' as const), at: fc.nat(9) }),
      fc.record({ kind: fc.constant('repeat' as const), at: fc.nat(9) }),
      fc.record({ kind: fc.constant('swap' as const), at: fc.nat(8) }),
      fc.record({ kind: fc.constant('move' as const), at: fc.nat(8), to: fc.nat(9) }),
    );
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 3 }), (edits) => {
        const leaves = [...log.leaves];
        for (const { at, ...step } of edits) {
          const taken = leaves[at];
          if (taken === undefined) continue;
          if (step.kind === 'repeat') leaves.splice(at, 0, taken);
          else {
            leaves.splice(at, 1);
            if (step.kind === 'swap') leaves.splice(at + 1, 0, taken);
            if (step.kind === 'move') leaves.splice(step.to, 0, taken);
          }
        }
        const first = leaves.findIndex((bytes, i) => bytes !== log.leaves[i]);
        fc.pre(first >= 0 || leaves.length !== log.leaves.length);
        const report = verify({ leaves });
        if (first < 0 && leaves.length > log.leaves.length) expect(report.verdict).not.toBe('proven');
        else {
          expect(report.verdict).toBe('tampered');
          expect(report.firstBad?.seq).toBe(first < 0 ? leaves.length : Math.min(first, 10));
        }
      }),
      { numRuns: 10_000 },
    );
  });

  test('notices an end that was cut, at every size', () => {
    for (let size = 0; size < 10; size++) {
      const report = verify({ leaves: log.leaves.slice(0, size), disclosures: [] });
      expect(report).toMatchObject({ verdict: 'tampered', entries: size, firstBad: { seq: size, code: 'log.entry_missing' } });
    }
  });

  test('says incomplete when entries follow that nobody signed', () => {
    const short = signedLog(log.leaves.slice(0, 7));
    expect(verifyLog({ ...short, leaves: log.leaves, leafHashes: short.leafHashes }, NODE_CRYPTO)).toMatchObject({
      verdict: 'incomplete',
      firstBad: null,
    });
  });

  test('says incomplete while an intent has no result', () => {
    const report = signedThough(log.leaves.slice(0, 6));
    expect(report.verdict).toBe('incomplete');
    expect(report.findings).toEqual([expect.objectContaining({ seq: 5 })]);
  });

  describe('against anchors', () => {
    const rootAt = (size: number) => rootOf(log.leafHashes.slice(0, size), NODE_CRYPTO.tree);

    // A log re-signed after a cut is only caught by what somebody remembers.
    test('T3: a shorter log under a fresh signature is caught by every larger anchor', () => {
      const cut = signedLog(log.leaves.slice(0, 5));
      for (let size = 1; size <= 10; size++) {
        const report = verifyLog({ ...cut, anchors: [{ size, root: rootAt(size) }] }, NODE_CRYPTO);
        expect(report.verdict).toBe(size > 5 ? 'incomplete' : 'proven');
        expect(report.unanchoredTail).toBe(size > 5 ? 5 : 5 - size);
      }
    });

    test('a rewritten log under a fresh signature is caught by every anchor after the change', () => {
      const rewritten = signedLog(changed(4, { out: 'ok', err: null }));
      for (let size = 1; size <= 10; size++) {
        const report = verifyLog({ ...rewritten, anchors: [{ size, root: rootAt(size) }] }, NODE_CRYPTO);
        expect(report.verdict).toBe(size > 4 ? 'tampered' : 'proven');
      }
    });
  });

  test('believes no list of hashes that the signature does not cover', () => {
    const leafHashes = log.leafHashes.with(2, toHex(new Uint8Array(32)));
    expect(verify({ leafHashes })).toMatchObject({ verdict: 'tampered', firstBad: null, findings: [{ code: 'log.tampered' }] });
    const both = verify({ leafHashes, leaves: changed(2, { seq: 2, run: 'other' }) });
    expect(both.findings.map(({ code }) => code)).toEqual(['log.tampered', 'log.entry_changed']);
    expect(verify({ leafHashes: [] }).verdict).toBe('tampered');
  });

  test('notices words that are not those committed to', () => {
    const [first, ...rest] = log.disclosures;
    if (first === undefined) throw new Error('the sample has disclosures');
    for (const wrong of [
      { ...first, value: 'Nothing happened' },
      { ...first, path: 'other' },
      { ...first, seq: 4 },
      { ...first, seq: 99 },
    ]) {
      expect(verify({ disclosures: [wrong, ...rest] })).toMatchObject({
        verdict: 'tampered',
        firstBad: { seq: wrong.seq, code: 'log.disclosure_differs' },
      });
    }
  });

  test('T25: proves a log whose words were erased', () => {
    expect(verify({ disclosures: [] }).verdict).toBe('proven');
  });

  test('refuses another key', () => {
    const report = verify({ vkey: log.vkey.replace('/1+', '/2+') });
    expect(report).toMatchObject({ verdict: 'tampered', head: null, findings: [{ code: 'log.bad_checkpoint' }] });
  });
});

describe('rules that a station gone bad would break under its own signature', () => {
  const otherLog = (): Uint8Array[] => sampleLog(STORY, { ...STATION, log: 'halligan.localhost/v_test/s_test/2' }).leaves.slice();

  // L2, L6; T21, T22
  test.each<[string, () => readonly Uint8Array[], number, string]>([
    ['a leaf of another epoch', () => log.leaves.with(3, otherLog()[3] ?? new Uint8Array()), 3, 'log.wrong_log'],
    ['a leaf that claims another station', () => changed(3, { dev: 's_other' }), 3, 'log.wrong_log'],
    ['a leaf that claims another vault', () => changed(3, { vault: 'v_other' }), 3, 'log.wrong_log'],
    ['an entry left out', () => log.leaves.toSpliced(3, 1), 3, 'log.wrong_position'],
    ['an entry twice', () => log.leaves.toSpliced(3, 0, leaf(3)), 4, 'log.wrong_position'],
    ['no genesis', () => changed(0, { act: 'app.start' }), 0, 'log.bad_genesis'],
    ["a genesis of another's key", () => changed(0, { d: { vkey: 'other' } }), 0, 'log.bad_genesis'],
    ['a second genesis', () => changed(1, { act: 'log.genesis' }), 1, 'log.bad_genesis'],
    ['a drill passed off as real within its ceremony', () => changed(3, { drill: true }), 3, 'log.drill_differs'],
    ['a result that says drill where its intent does not', () => changed(6, { drill: true, cer: null }), 6, 'log.result_differs'],
    ['an entry that says practice in a real vault', () => changed(4, { practice: true }), 4, 'log.drill_differs'],
    ['a result of another intent', () => changed(8, { ref: 5 }), 8, 'log.result_differs'],
    ['a result of nothing', () => changed(6, { ref: 2 }), 6, 'log.result_differs'],
    ['a result of another act', () => changed(8, { act: 'item.copy' }), 8, 'log.result_differs'],
    ['bytes that are not canonical', () => log.leaves.with(2, new Uint8Array([...leaf(2), 32])), 2, 'log.not_canonical'],
  ])('notices %s', (_, leaves, seq, code) => {
    expect(signedThough(leaves())).toMatchObject({ verdict: 'tampered', firstBad: { seq, code } });
  });

  test('says unknown version only when all else holds', () => {
    const future = changed(2, { act: 'vault.teleport' as 'app.start' });
    expect(() => signedThough(future)).toThrow(expect.objectContaining({ code: 'format.unknown_version' }));
    expect(verify({ leaves: future })).toMatchObject({ verdict: 'tampered', firstBad: { seq: 2 } });
  });

  test('encodes back to the same bytes whatever it accepts', () => {
    for (const bytes of log.leaves) expect(toHex(encodeEntry(parseEntry(bytes)))).toBe(toHex(bytes));
  });
});
