import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { pythonWithCryptography } from '../../build/setup/verifiers.mjs';
import { VERIFY_SCRIPT } from '../../core/store/log/verify-script.ts';
import { fromBase64url, utf8 } from '../../shared/base/bytes.ts';
import { cryptoReady } from '../../shared/crypto/ready.ts';
import { askPython, leaveOutWithout, missingFor } from '../harness/base/peers.ts';
import { pickFrom } from '../harness/base/pick.ts';
import { QUICK_PLACE, tempFolder } from '../harness/base/temp-folder.ts';
import { STORY, sampleLog } from '../harness/log/sample-log.ts';
import { vectorFile } from '../vectors/run/vector-case.ts';
import { filesOf, writeFiles } from './export-files.ts';
import { FILE_CASES, type FileCase } from './file-breaches.ts';
import { ourAnswer } from './our-answer.ts';
import { type PolicyCase, policyCases } from './policy-cases.ts';
import { fieldBreaches, randomBreaches, ruleBreaches, textBreaches } from './signed-breaches.ts';

const SCRIPT = new URL('../../shared/log/export/verify.py', import.meta.url);
const folder = tempFolder(QUICK_PLACE);
afterAll(() => folder[Symbol.dispose]());

const { cases: vectors } = z
  .object({ cases: z.array(z.object({ comment: z.string(), exit: z.int(), files: z.record(z.string(), z.string()) })) })
  .parse(JSON.parse(readFileSync(new URL('../vectors/log/verify.json', import.meta.url), 'utf8')));

await cryptoReady();

/** Every policy of the vectors, asked of a log that is sound. */
const policyVectors: PolicyCase[] = vectorFile
  .parse(JSON.parse(readFileSync(new URL('../vectors/log/tlog-policy.json', import.meta.url), 'utf8')))
  .cases.map((one) => ({
    name: one.name,
    files: filesOf(sampleLog()),
    receipts: {},
    policy: fromBase64url(z.string().parse(one.in['policy'])),
  }));

const GROUPS: Readonly<Record<string, readonly (FileCase | PolicyCase)[]>> = {
  vectors: vectors.map(({ comment, files }) => ({
    name: comment,
    files: Object.fromEntries(Object.entries(files).map(([name, text]) => [name, utf8(text)])),
  })),
  files: FILE_CASES,
  fields: fieldBreaches(),
  texts: textBreaches(),
  rules: ruleBreaches(),
  policies: policyVectors,
  receipts: policyCases(200, pickFrom('receipts')),
  random: randomBreaches(300, pickFrom('random breaches')),
};

interface Answers {
  readonly name: string;
  readonly ours: { readonly exit: number; readonly text: string };
  readonly python: { readonly exit: number | undefined; readonly text: string | undefined };
}

/** Writes the receipts into the export, and the policy beside it. The options that ask by it. */
function writePolicy(target: string, { receipts, policy }: PolicyCase): string[] {
  mkdirSync(join(target, 'receipts'));
  for (const [name, text] of Object.entries(receipts)) writeFileSync(join(target, 'receipts', name), text);
  writeFileSync(`${target}.policy`, policy);
  return ['--policy', `${target}.policy`];
}

/** Both verifiers' answers to every case, by group. Python runs once. */
async function readByBoth(): Promise<Readonly<Record<string, readonly Answers[]>>> {
  const groups = Object.entries(GROUPS).map(([group, cases]) => ({
    group,
    cases: cases.map((one, n) => {
      const target = join(folder.path, `${group}-${n}`);
      writeFiles(target, one.files);
      return { name: one.name, args: [target, ...('policy' in one ? writePolicy(target, one) : (one.options ?? []))] };
    }),
  }));
  const cases = join(folder.path, 'cases.json');
  const claims = join(folder.path, 'claims.json');
  writeFileSync(cases, JSON.stringify(groups.flatMap((one) => one.cases.map(({ args }) => args))));
  writeFileSync(claims, '[]');
  const said = askPython({ verifyPy: SCRIPT.pathname, cases, claims }).logs.values();
  const answers: Record<string, Answers[]> = {};
  for (const one of groups) {
    answers[one.group] = [];
    for (const { name, args } of one.cases) {
      const [exit, text] = said.next().value ?? [];
      answers[one.group]?.push({ name, ours: await ourAnswer(args), python: { exit, text } });
    }
  }
  return answers;
}

const missing = missingFor(['python']);
let read: Awaited<ReturnType<typeof readByBoth>>;

beforeAll(async () => {
  if (missing.length === 0) read = await readByBoth();
});

describe('verify.py says what halligan verify says, word for word,', () => {
  beforeEach((context) => leaveOutWithout(missing, context));

  /** How many cases of the group there were with each exit code. */
  function agreed(group: string): Record<number, number> {
    const exits: Record<number, number> = {};
    for (const { name, ours, python } of read[group] ?? []) {
      // Of a usage error each speaks in its own words.
      if (ours.exit === 3) expect({ name, exit: python.exit }).toEqual({ name, exit: 3 });
      else expect({ name, ...python }).toEqual({ name, ...ours });
      exits[ours.exit] = (exits[ours.exit] ?? 0) + 1;
    }
    return exits;
  }

  test('of the vectors', () => {
    agreed('vectors');
    expect(read['vectors']?.map(({ python }) => python.exit)).toEqual(vectors.map(({ exit }) => exit));
  });

  test.each([
    ['files', 'what the files of an export may hold, and of anchors and keys', [0, 1, 2, 3, 4]],
    ['fields', 'every field with every kind of value, under a signature that holds', [0, 1, 4]],
    ['texts', 'leaves that are not canonical, and at every limit', [0, 1]],
    ['rules', 'entries that are wrong beside one another', [0, 1, 2]],
    ['policies', 'policies that are one and that are none', [0, 1, 2, 3]],
    ['receipts', 'receipts that hold and that do not, under many policies', [0, 1, 2, 3]],
    ['random', 'leaves that were changed anywhere', [0, 1, 4]],
  ] as const)('of %s: %s', (group, _, exits) => {
    const counts = agreed(group);
    console.log(`verify.py and ours agree on ${read[group]?.length} cases of ${group}; by exit code ${JSON.stringify(counts)}`);
    expect(Object.keys(counts).map(Number)).toEqual(exits);
  });

  test('and proves just what is sound', () => {
    const proven = (group: string) => read[group]?.filter(({ python }) => python.exit === 0).map(({ name }) => name);
    expect(proven('rules')).toEqual(['a drill outside of its ceremony', 'every act']);
    expect(proven('texts')).toEqual([
      ...['a key of 24 characters', 'the key constructor', 'the largest integer', 'the smallest integer', 'an array of 32'],
      ...['24 data', '32 persons', '8 ways to prove', 'as large as a leaf may be'],
    ]);
    expect(proven('files')).toEqual([
      ...['without nothing', 'without hashes', 'without disclosures.jsonl', 'without hashes, disclosures.jsonl'],
      ...['asked with its own head', 'asked with an older head', 'asked with both', 'asked with its key', 'vkey: without its newline'],
      ...['checkpoint: a cosignature', 'checkpoint: a cosignature with a name of another script'],
      ...['checkpoint: a cosignature by this name with another id', 'checkpoint: a cosignature with a name of 255'],
      ...['checkpoint: its own signature twice', 'checkpoint: as long as a note may be', 'checkpoint: signed again'],
      ...['disclosures.jsonl: empty', 'disclosures.jsonl: one twice'],
    ]);
  });
});

describe('verify.py in an export', () => {
  const place = join(folder.path, 'export');
  const run = (args: readonly string[], options: readonly string[] = []) =>
    spawnSync(pythonWithCryptography() ?? '', [...options, join(place, 'verify.py'), ...args], { encoding: 'utf8', cwd: '/' });

  beforeAll(() => writeFiles(place, { ...filesOf(sampleLog()), 'verify.py': utf8(VERIFY_SCRIPT) }));
  beforeEach((context) => leaveOutWithout(missing, context));

  test('checks the folder that it lies in, or the one that it is told', () => {
    const { status, stdout } = run([]);
    expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringMatching(/^PROVEN: all 10 entries/) });
    writeFiles(join(folder.path, 'open'), filesOf(sampleLog(STORY.slice(0, 5))));
    expect(run([join(folder.path, 'open')])).toMatchObject({ status: 2, stdout: expect.stringMatching(/^INCOMPLETE/) });
  });

  test('says in a sentence what it cannot begin with', () => {
    expect(run(['/nowhere/at/all'])).toMatchObject({ status: 3, stdout: expect.stringMatching(/^This folder is not an exported log/) });
    expect(run(['--anchor', '5'])).toMatchObject({ status: 3, stderr: expect.stringContaining('An anchor is SIZE:ROOT') });
    expect(run(['--vkey', '\ud800+00000000+AAAA']).status).toBe(1);
  });

  test('without the package cryptography names it', () => {
    expect(run([], ['-I', '-S'])).toMatchObject({ status: 3, stderr: expect.stringContaining('needs the package cryptography') });
  });

  test('refuses a folder in place of a file, as halligan verify does', async () => {
    const { hashes: _, ...files } = filesOf(sampleLog());
    const target = join(folder.path, 'odd');
    writeFiles(target, files);
    mkdirSync(join(target, 'hashes'));
    expect([run([target]).status, (await ourAnswer([target])).exit]).toEqual([3, 3]);
  });
});

test('the export writes shared/log/export/verify.py as it is', () => {
  expect(VERIFY_SCRIPT).toBe(readFileSync(SCRIPT, 'utf8'));
});
