import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { nodeTreeHasher } from '../../core/hash/node-hash.ts';
import { askGo, askPython, leaveOutWithout, missingFor } from '../harness/base/peers.ts';
import { pickFrom } from '../harness/base/pick.ts';
import { QUICK_PLACE, tempFolder } from '../harness/base/temp-folder.ts';
import { type Claim, claimsOf, holds, wrongClaims } from './claims.ts';
import { CORRUPTIONS } from './corruptions.ts';
import { type ExportFiles, leavesOf, readFiles, writeFiles } from './export-files.ts';
import { ourAnswer } from './our-answer.ts';
import { randomExport } from './random-export.ts';

const LOGS = 200;
const CORRUPTED = 240;
const folder = tempFolder(QUICK_PLACE);
const logs = join(folder.path, 'logs');
afterAll(() => folder[Symbol.dispose]());

interface Case {
  readonly name: string;
  readonly kind: string;
  readonly files: ExportFiles;
}

/** Random logs as the app exports them, corrupted copies of them, proofs and wrong proofs; and what each reader said of all of these. */
async function readByAll() {
  mkdirSync(logs);
  const good = Array.from({ length: LOGS }, (_, n): Case => {
    randomExport({ seed: `log-${n}`, place: folder.path, folder: join(logs, `good-${n}`) });
    return { name: `good-${n}`, kind: 'good', files: readFiles(join(logs, `good-${n}`)) };
  });
  const bad = corruptedCopies(good);
  for (const { name, files } of bad) writeFiles(join(logs, name), files);
  const claims = good.flatMap(({ name, files }) => {
    const hashes = leavesOf(files).map((leaf) => nodeTreeHasher.leaf(leaf));
    return claimsOf(hashes, pickFrom(`claims of ${name}`)).flatMap((claim) => [claim, ...wrongClaims(claim, pickFrom(`wrong of ${name}`))]);
  });
  const paths = { cases: join(folder.path, 'cases.json'), claims: join(folder.path, 'claims.json') };
  const all = [...good, ...bad];
  writeFileSync(paths.cases, JSON.stringify(all.map(({ name }) => [join(logs, name)])));
  writeFileSync(paths.claims, JSON.stringify(claims));
  const go = askGo({ place: folder.path, logs, claims: paths.claims });
  const python = askPython({ verifyPy: join(logs, 'good-0', 'verify.py'), ...paths });
  const answers = await Promise.all(
    all.map(async ({ name, kind, files }, n) => {
      const [exit, text] = python.logs[n] ?? [null, ''];
      return {
        name,
        kind,
        size: leavesOf(files).length,
        ours: await ourAnswer([join(logs, name)]),
        python: { exit, text },
        go: go.logs[name],
      };
    }),
  );
  const proofs = claims.map((claim, n) => ({ claim, ours: holds(claim), python: python.proofs[n], go: go.proofs[n] === '' }));
  return { good: answers.slice(0, LOGS), bad: answers.slice(LOGS), proofs };
}

/** Each kind of corruption in turn, each on another log. */
function corruptedCopies(good: readonly Case[]): Case[] {
  const kinds = Object.entries(CORRUPTIONS);
  const copies: Case[] = [];
  for (let n = 0; copies.length < CORRUPTED; n++) {
    const [kind, corrupt] = kinds[n % kinds.length] as (typeof kinds)[0]; // there are some
    const [one, other] = [good[n % LOGS], good[(n + 1) % LOGS]].map((log) => log?.files ?? {}) as [ExportFiles, ExportFiles];
    const files = corrupt(one, pickFrom(`corruption ${n}`), other);
    if (files !== null) copies.push({ name: `bad-${n}`, kind, files });
  }
  return copies;
}

const missing = missingFor(['go', 'python']);
let read: Awaited<ReturnType<typeof readByAll>>;

beforeAll(async () => {
  if (missing.length === 0) read = await readByAll();
});

describe('Go (x/mod sumdb), verify.py and halligan verify', () => {
  beforeEach((context) => leaveOutWithout(missing, context));

  test(`find ${LOGS} random logs proven, of one entry and of hundreds`, () => {
    const { good } = read;
    const proven = good.filter(({ ours, python, go }) => ours.exit === 0 && python.exit === 0 && go === '');
    expect(good.filter((one) => !proven.includes(one))).toEqual([]);
    const sizes = proven.map(({ size }) => size);
    expect({ proven: proven.length, least: Math.min(...sizes) }).toEqual({ proven: LOGS, least: 1 });
    expect(Math.max(...sizes)).toBeGreaterThan(200);
    console.log(`${proven.length} random logs of ${Math.min(...sizes)} to ${Math.max(...sizes)} entries: all three say proven`);
  });

  test(`find ${CORRUPTED} corrupted ones tampered, in every way that each of them must see`, () => {
    const { bad } = read;
    const refused = bad.filter(({ ours, python, go }) => ours.exit === 1 && python.exit === 1 && go !== '' && go !== undefined);
    expect(bad.filter((one) => !refused.includes(one))).toEqual([]);
    expect(refused.length).toBe(CORRUPTED);
    expect(new Set(refused.map(({ kind }) => kind))).toEqual(new Set(Object.keys(CORRUPTIONS)));
    console.log(`${refused.length} corrupted logs in ${Object.keys(CORRUPTIONS).length} ways: all three refuse`);
  });

  test('agree on proofs: those that were made here hold, and none that was changed', () => {
    const { proofs } = read;
    expect(proofs.filter(({ ours, python, go }) => ours !== python || ours !== go)).toEqual([]);
    const holding = proofs.filter(({ ours }) => ours);
    const perLog: readonly Claim['kind'][] = ['inclusion', 'consistency'];
    expect(holding.map(({ claim }) => claim.kind)).toEqual(Array.from({ length: LOGS }, () => perLog).flat());
    expect(proofs.length - holding.length).toBeGreaterThan(5 * holding.length);
    console.log(`${holding.length} proofs hold for all three, and none of ${proofs.length - holding.length} changed ones`);
  });

  test('say the same words of them, verify.py and ours', () => {
    const { good, bad } = read;
    for (const { name, kind, ours, python } of [...good, ...bad]) expect({ name, kind, ...python }).toEqual({ name, kind, ...ours });
  });
});
