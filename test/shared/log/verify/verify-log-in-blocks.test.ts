import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { AppError, isAppError } from '../../../../shared/base/app-error.ts';
import { utf8 } from '../../../../shared/base/bytes.ts';
import { cryptoReady } from '../../../../shared/crypto/ready.ts';
import { type Entry, parseEntry } from '../../../../shared/log/leaf/entry.ts';
import { type Json, jcsBytes } from '../../../../shared/log/leaf/jcs.ts';
import { unverifiedHead } from '../../../../shared/log/note/checkpoint.ts';
import { receiptLine } from '../../../../shared/log/note/receipt.ts';
import { vkeyText } from '../../../../shared/log/note/vkey.ts';
import { rootOf } from '../../../../shared/log/tree/proof.ts';
import type { BlockJudge } from '../../../../shared/log/verify/block-pass.ts';
import { cutBlocks } from '../../../../shared/log/verify/cut-blocks.ts';
import { judgeBlock } from '../../../../shared/log/verify/entry-block.ts';
import { parseTlogPolicy } from '../../../../shared/log/verify/tlog-policy.ts';
import { type Evidence, type LogReport, verifyLog, verifyLogInBlocks } from '../../../../shared/log/verify/verify-log.ts';
import { NODE_CRYPTO, STATION, STORY, sampleLog, signedLog } from '../../../harness/log/sample-log.ts';
import { RECEIPT_TIME, sampleCollector } from '../../../vectors/cases/receipt.ts';

// Each of 4,000 logs is verified four times: minutes on a machine that is busy.
vi.setConfig({ testTimeout: 300_000 });

await cryptoReady();

/** Two ceremonies, one within the other, so that hardly any block stands by itself. */
const log = sampleLog([
  ...STORY.slice(0, 6),
  { act: 'vault.unseal', ph: 'intent', cer: 'r_2', drill: true, d: { need: 2 } },
  { act: 'item.copy', ph: 'intent', cer: 'r_1', say: { title: 'Core' } },
  { act: 'vault.unseal', ph: 'result', ref: 7, out: 'ok', cer: 'r_2', drill: true },
  { act: 'ceremony.approve', out: 'ok', cer: 'r_2', drill: true },
  { act: 'item.copy', ph: 'result', ref: 8, out: 'ok', cer: 'r_1', say: { title: 'Core', note: 'a' } },
  { act: 'app.stop', out: 'ok' },
]);
const SIZE = log.leaves.length;
const rootAt = (size: number): string => rootOf(log.leafHashes.slice(0, size), NODE_CRYPTO.tree);

const judgeOf = (entries: number): BlockJudge => ({
  entries,
  atOnce: 3,
  judge: async (block) => judgeBlock(block, NODE_CRYPTO),
});

type Outcome = LogReport | { readonly code: string };

function alone(evidence: Evidence): Outcome {
  try {
    return verifyLog(evidence, NODE_CRYPTO);
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { code: error.code };
  }
}

/** Says the same, or nothing; and something where nothing is bad and the disclosures are in the order of FORMAT.md. */
async function expectTheSame(evidence: Evidence, order: 'in order' | 'backwards' = 'in order'): Promise<Outcome> {
  const expected = alone(evidence);
  for (const entries of [1, 2, 4]) {
    const report = await verifyLogInBlocks(evidence, NODE_CRYPTO, judgeOf(entries));
    const mustSay = order === 'in order' && 'verdict' in expected && expected.verdict !== 'tampered';
    if (report !== null || mustSay) expect(report).toEqual(expected);
  }
  return expected;
}

const entryAt = (seq: number): Entry => parseEntry(log.leaves[seq] ?? new Uint8Array());
const FIELDS: readonly Partial<Record<keyof Entry, unknown>>[] = [
  ...[
    { drill: true },
    { drill: false },
    { practice: true },
    { cer: null },
    { cer: 'r_1' },
    { cer: 'r_2' },
    { act: 'item.copy' },
    { act: 'app.start' },
  ],
  ...[
    { ref: 5 },
    { ref: 7 },
    { ref: 8 },
    { ref: 99 },
    { ph: 'single', ref: null },
    { ph: 'intent', out: 'pending' },
    { dev: 's_other' },
    { seq: 3 },
  ],
  ...[{ act: 'log.genesis' }, { v: 2 }, { v: 3 }, { act: 'vault.teleport' }, { sd: {} }, { run: 'other' }, { run: 'another' }],
];

const VERSIONS = [...FIELDS.keys()].filter((at) => 'v' in (FIELDS[at] ?? {}));

const edit = fc.oneof(
  fc.record({ kind: fc.constant('flip' as const), at: fc.nat(SIZE - 1), byte: fc.nat(700) }),
  fc.record({ kind: fc.constant('field' as const), at: fc.nat(SIZE - 1), field: fc.nat(FIELDS.length - 1) }),
  // Of all fields the one that ends the reading at once: by chance alone it would come too seldom.
  fc.record({ kind: fc.constant('field' as const), at: fc.nat(SIZE - 1), field: fc.constantFrom(...VERSIONS) }),
  fc.record({ kind: fc.constantFrom('remove' as const, 'repeat' as const, 'swap' as const), at: fc.nat(SIZE - 1) }),
);
type Edit = typeof edit extends fc.Arbitrary<infer One> ? One : never;

function edited(edits: readonly Edit[]): Uint8Array[] {
  const leaves = [...log.leaves];
  for (const one of edits) {
    const leaf = leaves[one.at];
    if (leaf === undefined) continue;
    if (one.kind === 'flip') leaves[one.at] = leaf.map((byte, at) => (at === one.byte % leaf.length ? byte ^ 1 : byte));
    else if (one.kind === 'field')
      leaves[one.at] = jcsBytes({ ...entryAt(one.at), ...FIELDS[one.field] } as Json); // JSON with a field changed
    else if (one.kind === 'repeat') leaves.splice(one.at, 0, leaf);
    else leaves.splice(one.at, one.kind === 'swap' ? 2 : 1, ...(one.kind === 'swap' ? leaves.slice(one.at, one.at + 2).reverse() : []));
  }
  return leaves;
}

/** The first far more often than the others: what has three faults says nothing of any. */
const mostly = <Kind>(usual: Kind, ...rare: readonly Kind[]): fc.Arbitrary<Kind> =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(...rare) });

const change = fc.record({
  edits: fc.array(edit, { maxLength: 2 }),
  signed: mostly('over what is there' as const, 'as before' as const),
  hashes: mostly('of what is there' as const, 'none' as const, 'as before' as const),
  disclosures: mostly('none' as const, 'all' as const, 'backwards' as const, 'changed' as const, 'moved' as const),
  cut: fc.oneof({ weight: 5, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: fc.nat(SIZE) }),
  anchors: fc.array(fc.record({ size: fc.integer({ min: 1, max: SIZE + 2 }), other: mostly(false, true) }), { maxLength: 2 }),
});
type Change = typeof change extends fc.Arbitrary<infer One> ? One : never;

function evidenceOf({ edits, signed, hashes, disclosures, cut, anchors }: Change): Evidence {
  const changed = edited(edits);
  const now = signedLog(changed.length === 0 ? log.leaves : changed);
  const words = {
    none: [],
    all: log.disclosures,
    backwards: log.disclosures.toReversed(),
    changed: log.disclosures.map((one, i) => (i === 1 ? { ...one, value: 'x' } : one)),
    moved: log.disclosures.map((one, i) => (i === 1 ? { ...one, seq: 99 } : one)),
  };
  return {
    leaves: changed.slice(0, cut ?? undefined),
    checkpoint: signed === 'as before' ? log.checkpoint : now.checkpoint,
    vkey: log.vkey,
    disclosures: words[disclosures],
    anchors: anchors.map(({ size, other }) => ({ size, root: other ? '0'.repeat(64) : rootAt(Math.min(size, SIZE)) })),
    ...(hashes === 'none' ? {} : { leafHashes: hashes === 'as before' ? log.leafHashes : now.leafHashes }),
  };
}

describe('verifying a log in blocks', () => {
  test('proves what was not touched, with whatever is known of it', async () => {
    for (const anchors of [[], [{ size: SIZE, root: rootAt(SIZE) }], [3, 4, 7].map((size) => ({ size, root: rootAt(size) }))])
      expect(await expectTheSame({ ...log, anchors })).toMatchObject({ verdict: 'proven' });
    expect(await expectTheSame(signedLog(log.leaves.slice(0, 8), log.disclosures.slice(0, 2)))).toMatchObject({ verdict: 'incomplete' });
  });

  test('says as one thread does whether anything was done after the receipt', async () => {
    const collector = sampleCollector('collector.example/m1', 21);
    const policy = parseTlogPolicy(utf8(`witness one ${vkeyText(collector.key)}\nquorum one\n`), NODE_CRYPTO.sha256);
    for (const last of ['log.export', 'app.stop'] as const) {
      const ended = sampleLog([...STORY, { act: last, out: 'ok' }, { act: 'sync.receipt', out: 'ok' }]);
      const received = signedLog(ended.leaves.slice(0, 10)).checkpoint;
      const note = received + receiptLine(unverifiedHead(received), RECEIPT_TIME, collector);
      const report = await expectTheSame({ ...ended, policy, receipts: [{ size: 10, note }] });
      expect(report).toMatchObject(
        last === 'log.export' ? { verdict: 'proven', entriesAfterReceipt: 2 } : { verdict: 'incomplete', entriesAfterReceipt: 0 },
      );
    }
  });

  test('says nothing where one thread finds something, and else the same, whatever was changed', async () => {
    const seen = new Map<string, number>();
    await fc.assert(
      fc.asyncProperty(change, async (one) => {
        const outcome = await expectTheSame(evidenceOf(one), one.disclosures === 'backwards' ? 'backwards' : 'in order');
        const name = 'verdict' in outcome ? outcome.verdict : outcome.code;
        seen.set(name, (seen.get(name) ?? 0) + 1);
      }),
      { numRuns: 4_000 },
    );
    for (const name of ['proven', 'incomplete', 'tampered', 'format.unknown_version']) expect(seen.get(name), name).toBeGreaterThan(20);
  });

  test('says nothing when the evidence ends in the middle of a leaf', async () => {
    function* cutOff(): Generator<Uint8Array, undefined> {
      yield* log.leaves.slice(0, 5);
      throw new AppError('log.export_unreadable', 'cut off');
    }
    expect(await verifyLogInBlocks({ ...log, leaves: cutOff() }, NODE_CRYPTO, judgeOf(2))).toBeNull();
  });

  test('does not take a block with words that are of none of its entries', () => {
    const [first] = cutBlocks({ log: STATION.log, vkey: log.vkey, leaves: log.leaves, sizes: new Set() }, 4);
    const [words] = log.disclosures;
    if (first === undefined || words === undefined) throw new Error('the sample has a block and words');
    expect(judgeBlock(first, NODE_CRYPTO)).not.toBeNull();
    expect(judgeBlock({ ...first, disclosures: [{ ...words, seq: 4 }] }, NODE_CRYPTO)).toBeNull();
  });

  test('lets through what a judge cannot go on from', async () => {
    const judge = { ...judgeOf(2), judge: async () => Promise.reject(new Error('out of memory')) };
    await expect(verifyLogInBlocks(log, NODE_CRYPTO, judge)).rejects.toThrow('out of memory');
  });
});
