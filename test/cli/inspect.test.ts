import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { answerTo } from '../../cli/answer-to.ts';
import { createVaultFile } from '../../core/store/file/vault-file.ts';
import { cryptoReady } from '../../shared/crypto/ready.ts';
import { type CharterSignature, encodeSignatures } from '../../shared/format/charter-signature.ts';
import { QUICK_PLACE, tempFolder } from '../harness/base/temp-folder.ts';
import { type SampleVault, sampleVault } from '../harness/format/sample-vault.ts';
import { logOptions, newVault } from '../harness/log/test-vault.ts';

const CANARY = 'canary-4471-correct-horse';
let sample: SampleVault;

beforeAll(async () => {
  await cryptoReady();
  sample = await sampleVault({ seed: 'inspect', members: 3 });
});

/** A founded vault with one credential, its words, and whatever signatures. */
function founded(folder: string, signatures: readonly CharterSignature[]): string {
  const path = join(folder, 'founded.halligan');
  const file = createVaultFile(path, { vault: sample.vault, practice: false, stage: 'vault', now: 0 });
  const [compartment] = sample.compartments;
  file.openLog(logOptions()).commit({
    entries: [{ act: 'deposit.store', out: 'ok', say: { title: CANARY } }],
    change: (tx) => {
      tx.charters.add({ version: 1, bytes: sample.bytes, signatures: encodeSignatures(signatures) });
      const sealed = new TextEncoder().encode(CANARY);
      const head = { id: 'x_1', version: 1, compartment: compartment?.id ?? '', kind: 'login', depositor: 'm_1', depositedAt: 1, size: 42 };
      tx.credentials.add({ ...head, sealed, signature: sealed, chunks: [] });
    },
  });
  file.close();
  return path;
}

describe('halligan inspect', () => {
  test('says what anybody may read, and no more', async () => {
    using folder = tempFolder(QUICK_PLACE);
    const path = founded(folder.path, sample.signatures);
    const before = readFileSync(path);
    const { exit, stdout } = await answerTo(['inspect', path], '');
    expect(exit).toBe(0);
    for (const { name } of sample.people) expect(stdout).toContain(name);
    expect(stdout).toMatch(/any 2 of .*; set 1; 1 credentials, 42 bytes/);
    expect(stdout).toMatch(/\(decoy, for drills\)/);
    expect(stdout).toMatch(/proven, 2 entries, head( [a-z]+){6}/);
    expect(stdout).not.toContain(CANARY);
    const json = await answerTo(['inspect', path, '--json'], '');
    expect(JSON.parse(json.stdout)).toMatchObject({ ok: true, stage: 'vault', charter: { version: 1 }, logs: [{ verdict: 'proven' }] });
    expect(json.stdout).not.toContain(CANARY);
    expect(readFileSync(path)).toEqual(before);
  });

  test('believes no charter that its people did not all sign', async () => {
    using folder = tempFolder(QUICK_PLACE);
    const { exit, stdout } = await answerTo(['inspect', founded(folder.path, sample.signatures.slice(1))], '');
    expect({ exit, stdout }).toEqual({ exit: 1, stdout: expect.stringContaining('does not hold') });
  });

  test('says that a log was changed', async () => {
    using folder = tempFolder(QUICK_PLACE);
    const path = founded(folder.path, sample.signatures);
    const bytes = readFileSync(path);
    bytes.write('x', bytes.indexOf('"act":"deposit.store"') + 9);
    writeFileSync(path, bytes);
    const { exit, stdout } = await answerTo(['inspect', path], '');
    expect({ exit, stdout }).toEqual({ exit: 1, stdout: expect.stringContaining('tampered') });
  });

  test('looks into a founding, and into a file that the app has open', async () => {
    using folder = tempFolder(QUICK_PLACE);
    const draft = newVault(folder.path, 'draft', 'a.halligan-founding');
    draft.openLog(logOptions());
    const { exit, stdout } = await answerTo(['inspect', draft.path], '');
    expect({ exit, stdout }).toEqual({ exit: 0, stdout: expect.stringContaining('founding that is not complete') });
    expect(stdout).toContain('proven, 1 entries');
    draft.close();
  });

  test.each(['/nowhere/at/all', '/etc/hostname', '/etc'])('answers %s with a sentence', async (path) => {
    const { exit, stdout } = await answerTo(['inspect', path], '');
    expect(exit).toBe(3);
    expect(stdout).toMatch(/^[A-Z].*\.\n$/);
  });
});
