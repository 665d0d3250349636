import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { VERIFY_SCRIPT } from '../../core/store/log/verify-script.ts';
import { utf8 } from '../../shared/base/bytes.ts';
import { cryptoReady } from '../../shared/crypto/ready.ts';
import { unverifiedHead } from '../../shared/log/note/checkpoint.ts';
import { parseSignatureLines, signatureLine } from '../../shared/log/note/note.ts';
import { receiptLine } from '../../shared/log/note/receipt.ts';
import { vkeyText } from '../../shared/log/note/vkey.ts';
import { askGo, askPython, leaveOutWithout, missingFor } from '../harness/base/peers.ts';
import { type Pick, pickFrom } from '../harness/base/pick.ts';
import { QUICK_PLACE, tempFolder } from '../harness/base/temp-folder.ts';
import { type SampleLog, sampleLog, VKEY } from '../harness/log/sample-log.ts';
import { sampleCollector } from '../vectors/cases/receipt.ts';
import { filesOf, writeFiles } from './export-files.ts';
import { ourAnswer } from './our-answer.ts';
import { randomDrafts } from './random-drafts.ts';

const LOGS = 200;
const NAME = 'collector.example/m1';

/** Receipts of which none is one: of the log's own head by the collector whose key is known. */
type Forge = (log: SampleLog, line: string, pick: Pick) => string;

function resigned(line: string, change: (signature: Uint8Array) => Uint8Array): string {
  const [one] = parseSignatureLines(line, 'log.bad_receipt');
  return signatureLine(sampleCollector(NAME, 21).key, change(one?.signature ?? new Uint8Array()));
}

const byKey = (log: SampleLog, seed: number, name: string, change: object = {}) =>
  receiptLine({ ...unverifiedHead(log.checkpoint), ...change }, 1_764_034_400, sampleCollector(name, seed));

const FORGERIES: Readonly<Record<string, Forge>> = {
  'a bit of the signature flipped': (_, line, pick) =>
    resigned(line, (bytes) => {
      const at = 8 + pick.below(64);
      return bytes.with(at, (bytes[at] ?? 0) ^ (1 << pick.below(8)));
    }),
  'another time': (_, line, pick) => resigned(line, (bytes) => bytes.with(7, (bytes[7] ?? 0) ^ (1 + pick.below(255)))),
  'a byte less': (_, line) => resigned(line, (bytes) => bytes.slice(0, -1)),
  'a byte more': (_, line) => resigned(line, (bytes) => Uint8Array.of(...bytes, 0)),
  'over another size': (log) => byKey(log, 21, NAME, { size: log.leaves.length + 1 }),
  'over another root': (log, _, pick) => byKey(log, 21, NAME, { root: Buffer.from(pick.bytes(32)).toString('hex') }),
  'over another log': (log) => byKey(log, 21, NAME, { origin: 'halligan.localhost/v_test/s_other/1' }),
  'by another key of that name': (log) => byKey(log, 22, NAME),
  'by that key under another name': (log) => byKey(log, 21, 'collector.example/m2'),
  none: () => '',
};

const folder = tempFolder(QUICK_PLACE);
const logs = join(folder.path, 'logs');
afterAll(() => folder[Symbol.dispose]());

async function readByAll() {
  mkdirSync(logs);
  const collector = sampleCollector(NAME, 21);
  const policy = join(folder.path, 'policy');
  writeFileSync(policy, `log ${VKEY}\nwitness m1 ${vkeyText(collector.key)}\nquorum m1\n`);
  const kinds = Object.entries(FORGERIES);
  const all = Array.from({ length: LOGS }, (_, n) => {
    const pick = pickFrom(`receipts ${n}`);
    const log = sampleLog(randomDrafts(pick.below(12), pick));
    const line = receiptLine(unverifiedHead(log.checkpoint), 1 + pick.below(2 ** 31), collector);
    const [kind, forge] = kinds[n % kinds.length] as (typeof kinds)[0]; // there are some
    const made = { good: line, bad: forge(log, line, pick) };
    return Object.entries(made).map(([name, receipt]) => {
      writeFiles(join(logs, `${name}-${n}`), { ...filesOf(log), checkpoint: utf8(log.checkpoint + receipt) });
      return { name: `${name}-${n}`, kind: name === 'good' ? null : kind, args: [join(logs, `${name}-${n}`), '--policy', policy] };
    });
  }).flat();
  const paths = {
    cases: join(folder.path, 'cases.json'),
    claims: join(folder.path, 'claims.json'),
    verifyPy: join(folder.path, 'verify.py'),
  };
  writeFileSync(paths.cases, JSON.stringify(all.map(({ args }) => args)));
  writeFileSync(paths.claims, '[]');
  writeFileSync(paths.verifyPy, VERIFY_SCRIPT);
  const go = askGo({ place: folder.path, logs, claims: paths.claims, collector: vkeyText(collector.key) });
  const python = askPython(paths);
  return Promise.all(
    all.map(async ({ name, kind, args }, n) => {
      const [exit, text] = python.logs[n] ?? [null, ''];
      return { name, kind, ours: await ourAnswer(args), python: { exit, text }, go: go.logs[name] };
    }),
  );
}

const missing = missingFor(['go', 'python']);
let read: Awaited<ReturnType<typeof readByAll>>;

beforeAll(async () => {
  await cryptoReady();
  if (missing.length === 0) read = await readByAll();
});

describe('Go (x/mod sumdb with a verifier of cosignatures), verify.py and halligan verify', () => {
  beforeEach((context) => leaveOutWithout(missing, context));

  test(`accept the receipts of ${LOGS} random logs`, () => {
    const accepted = read.filter(({ kind, ours, python, go }) => kind === null && ours.exit === 0 && python.exit === 0 && go === '');
    expect(read.filter((one) => one.kind === null && !accepted.includes(one))).toEqual([]);
    expect(accepted).toHaveLength(LOGS);
  });

  test(`refuse ${LOGS} that are none, in each of the ways`, () => {
    const refused = read.filter(
      ({ kind, ours, python, go }) => kind !== null && ours.exit !== 0 && python.exit !== 0 && go !== '' && go !== undefined,
    );
    expect(read.filter((one) => one.kind !== null && !refused.includes(one))).toEqual([]);
    expect(new Set(refused.map(({ kind }) => kind))).toEqual(new Set(Object.keys(FORGERIES)));
    expect(refused).toHaveLength(LOGS);
    console.log(`${LOGS} receipts hold for all three, and none of ${refused.length} forged in ${Object.keys(FORGERIES).length} ways`);
  });

  test('say the same words of them, verify.py and ours', () => {
    for (const { name, kind, ours, python } of read) expect({ name, kind, ...python }).toEqual({ name, kind, ...ours });
  });
});
