import { spawnSync } from 'node:child_process';
import { copyFileSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { answerTo } from '../../cli/answer-to.ts';
import { verifyTarget } from '../../cli/verify.ts';
import { openVaultFile } from '../../core/store/file/vault-file.ts';
import { exportLog } from '../../core/store/log/export-log.ts';
import { VERIFY_SCRIPT } from '../../core/store/log/verify-script.ts';
import { cryptoReady } from '../../shared/crypto/ready.ts';
import { sixWords } from '../../shared/crypto/words.ts';
import { encodeDisclosure } from '../../shared/log/leaf/disclosure.ts';
import { type Head, signCheckpoint, unverifiedHead } from '../../shared/log/note/checkpoint.ts';
import { receiptLine } from '../../shared/log/note/receipt.ts';
import { noteKey, vkeyText } from '../../shared/log/note/vkey.ts';
import { rootOf } from '../../shared/log/tree/proof.ts';
import { QUICK_PLACE, tempFolder } from '../harness/base/temp-folder.ts';
import { NODE_CRYPTO, STORY, sampleLog } from '../harness/log/sample-log.ts';
import { code, KEY, newLog } from '../harness/log/test-vault.ts';
import { RECEIPT_TIME, sampleCollector } from '../vectors/cases/receipt.ts';

const ENTRY = fileURLToPath(new URL('../../cli/halligan.ts', import.meta.url));
const folder = tempFolder(QUICK_PLACE);
const path = join(folder.path, 'exported');
const vaultPath = join(folder.path, 'test.halligan');
let head: Head;

await cryptoReady();

beforeAll(() => {
  const { file, log } = newLog(folder.path);
  for (const draft of STORY) log.commit({ entries: [draft] });
  head = log.head();
  exportLog({ entries: file.entries, head, folder: path, words: sixWords });
  file.close();
});
afterAll(() => folder[Symbol.dispose]());

const run = (...args: string[]) => answerTo(args, ENTRY);
const verifyFolder = (target: string, anchors: { size: number; root: string }[] = []) => verifyTarget({ target, anchors, vkey: null });

/** The exit code and the report of a copy of the export after `harm`. */
async function harmed(harm: (copy: string) => void) {
  const copy = join(folder.path, 'harmed');
  rmSync(copy, { recursive: true, force: true });
  cpSync(path, copy, { recursive: true });
  harm(copy);
  const { exit, json } = await verifyFolder(copy);
  return { exit, report: (json as { logs?: { firstBad: { seq: number; code: string } | null }[] }).logs?.[0] ?? null }; // what `verifyTarget` builds
}

describe('halligan verify', () => {
  test('says in words and in JSON that an export is proven', async () => {
    const { status, stdout } = spawnSync(process.execPath, [ENTRY, 'verify', path], { encoding: 'utf8' });
    expect(status).toBe(0);
    expect(stdout).toMatch(/^PROVEN: all 10 entries/);
    expect(stdout).toContain(sixWords(Buffer.from(head.root, 'hex')).join(' '));
    expect(stdout).toContain('Unanchored: the last 10 entries.');
    const json = await run('verify', path, '--json', '--anchor', `10:${head.root}`);
    expect(json.exit).toBe(0);
    expect(JSON.parse(json.stdout)).toMatchObject({
      ok: true,
      logs: [{ verdict: 'proven', entries: 10, root: head.root, firstBad: null, unanchoredTail: 0 }],
    });
  });

  test('verifies a vault file as it lies there', async () => {
    const before = readFileSync(vaultPath);
    const { exit, stdout } = await run('verify', vaultPath);
    expect({ exit, first: stdout.split('\n')[0] }).toEqual({ exit: 0, first: expect.stringMatching(/^PROVEN/) });
    expect(readFileSync(vaultPath)).toEqual(before);
  });

  // G8: any byte of the evidence
  test('T1: calls it tampered when any byte of it is changed, and names the entry when it is one of an entry', async () => {
    const small = join(folder.path, 'small');
    mkdirSync(small);
    const { leaves, checkpoint, vkey, leafHashes, disclosures } = sampleLog(STORY.slice(0, 3));
    const joined = (lines: readonly Uint8Array[]) => Buffer.concat(lines.flatMap((line) => [line, Buffer.from('\n')]));
    const files = {
      'events.jsonl': joined(leaves),
      checkpoint: Buffer.from(checkpoint),
      vkey: Buffer.from(`${vkey}\n`),
      hashes: Buffer.from(leafHashes.map((hash) => `${hash}\n`).join('')),
      'disclosures.jsonl': joined(disclosures.map(encodeDisclosure)),
    };
    for (const [name, bytes] of Object.entries(files)) writeFileSync(join(small, name), bytes);
    expect((await verifyFolder(small)).exit).toBe(0);
    const seqAt = (at: number) => files['events.jsonl'].subarray(0, at).filter((byte) => byte === 10).length;
    for (const [name, bytes] of Object.entries(files)) {
      for (let at = 0; at < bytes.length; at++) {
        const flipped = Buffer.from(bytes);
        flipped[at] = (flipped[at] ?? 0) ^ (1 << (at % 8));
        writeFileSync(join(small, name), flipped);
        const { exit, json } = await verifyFolder(small);
        expect({ name, at, exit }).toEqual({ name, at, exit: 1 });
        if (name === 'events.jsonl') expect(json).toMatchObject({ logs: [{ firstBad: { seq: seqAt(at) } }] });
      }
      writeFileSync(join(small, name), bytes);
    }
  }, 180_000);

  test('names the first entry that is missing, added or moved', async () => {
    const lines = readFileSync(join(path, 'events.jsonl'), 'utf8').split('\n').slice(0, -1);
    const put = (changed: string[]) => (copy: string) =>
      writeFileSync(join(copy, 'events.jsonl'), changed.map((line) => `${line}\n`).join(''));
    expect(await harmed(put(lines.toSpliced(4, 1)))).toMatchObject({ exit: 1, report: { firstBad: { seq: 4 } } });
    expect(await harmed(put(lines.toSpliced(4, 0, lines[3] ?? '')))).toMatchObject({ exit: 1, report: { firstBad: { seq: 4 } } });
    expect(await harmed(put([...lines.slice(0, 2), lines[3] ?? '', lines[2] ?? '', ...lines.slice(4)]))).toMatchObject({
      exit: 1,
      report: { firstBad: { seq: 2 } },
    });
    expect(await harmed(put(lines.slice(0, 6)))).toMatchObject({ exit: 1, report: { firstBad: { seq: 6, code: 'log.entry_missing' } } });
    expect(await harmed(put([]))).toMatchObject({ exit: 1, report: { firstBad: { seq: 0 } } });
    expect(await harmed((copy) => writeFileSync(join(copy, 'events.jsonl'), lines.join('\n')))).toMatchObject({
      exit: 1,
      report: { firstBad: { code: 'log.export_unreadable' } },
    });
  });

  test('stays proven without the words, the hashes and the explanation', async () => {
    for (const name of ['disclosures.jsonl', 'hashes', 'verify.py', 'README.txt'])
      expect((await harmed((copy) => rmSync(join(copy, name)))).exit).toBe(0);
  });

  test('believes neither verify.py nor README.txt', async () => {
    for (const name of ['verify.py', 'README.txt'])
      expect((await harmed((copy) => writeFileSync(join(copy, name), 'print("PROVEN")'))).exit).toBe(0);
  });

  test('refuses an export of which a file may not be read, with a sentence', async () => {
    const copy = join(folder.path, 'unreadable');
    cpSync(path, copy, { recursive: true });
    rmSync(join(copy, 'hashes'));
    mkdirSync(join(copy, 'hashes'));
    expect(await verifyFolder(copy)).toMatchObject({ exit: 3, json: { code: 'log.export_unreadable' } });
  });

  test('says incomplete when an anchor has seen more, tampered when it has seen another log', async () => {
    expect((await verifyFolder(path, [{ size: 11, root: head.root }])).exit).toBe(2);
    expect((await verifyFolder(path, [{ size: 9, root: head.root }])).exit).toBe(1);
    expect((await run('verify', path, '--anchor', `12:${'0'.repeat(64)}`)).exit).toBe(2);
    const [right, wrong] = [`10:${head.root}`, `10:${'0'.repeat(64)}`];
    expect((await run('verify', path, '--anchor', wrong, '--anchor', right)).exit).toBe(1);
    expect((await run('verify', path, '--anchor', right, '--anchor', wrong)).exit).toBe(1);
  });

  test('says incomplete while an intent has no result', async () => {
    using other = tempFolder();
    const { file, log } = newLog(other.path);
    log.commit({ entries: [{ act: 'vault.unseal', ph: 'intent' }] });
    exportLog({ entries: file.entries, head: log.head(), folder: join(other.path, 'out'), words: sixWords });
    file.close();
    expect(await verifyFolder(join(other.path, 'out'))).toMatchObject({
      exit: 2,
      lines: [
        expect.stringMatching(/^INCOMPLETE/),
        expect.stringContaining('Entry 1'),
        expect.anything(),
        expect.anything(),
        expect.anything(),
        expect.anything(),
      ],
    });
  });

  test('holds the key against the one that the person knows', async () => {
    const vkey = readFileSync(join(path, 'vkey'), 'utf8').trim();
    expect((await run('verify', path, '--vkey', vkey)).exit).toBe(0);
    expect((await run('verify', path, '--vkey', vkey.replace('+', '+0'))).exit).toBe(1);
  });

  test('T20: lets nothing in the evidence steer the terminal', async () => {
    const { exit } = await harmed((copy) => writeFileSync(join(copy, 'vkey'), '\u001b[2Jx+00000000+AAAA\n'));
    expect(exit).toBe(1);
    const shown = (await verifyFolder(`${path}\u001b[2J`)).lines.join('');
    expect(shown).not.toContain('\u001b');
  });

  test('comes to no verdict where something goes wrong that nobody foresaw', async () => {
    const { status, stderr } = spawnSync(process.execPath, [ENTRY, 'verify', 'x'.repeat(5_000)], { encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 3, stderr: expect.stringMatching(/^halligan could not go on/) });
  });

  describe('with a policy', () => {
    const collector = sampleCollector('collector.example/m1', 21);
    const witness = `witness ours ${vkeyText(collector.key)}\nquorum ours\n`;
    const policy = (text: string): string => {
      const file = join(folder.path, `policy-${crypto.randomUUID()}`);
      writeFileSync(file, text);
      return file;
    };

    test('says each by itself what holds, and until when', async () => {
      const trusted = policy(`log ${readFileSync(join(path, 'vkey'), 'utf8')}${witness}`);
      const without = await run('verify', path, '--policy', trusted);
      expect(without.exit).toBe(2);
      expect(without.stdout).toMatch(
        /^INCOMPLETE[\s\S]*Integrity: no entry was changed[\s\S]*Complete until: unknown[\s\S]*Key: one that the policy trusts/,
      );

      const copy = join(folder.path, 'received');
      cpSync(path, copy, { recursive: true });
      mkdirSync(join(copy, 'receipts'));
      const checkpoint = readFileSync(join(copy, 'checkpoint'), 'utf8');
      const note = checkpoint + receiptLine(unverifiedHead(checkpoint), RECEIPT_TIME, collector);
      writeFileSync(join(copy, 'receipts', String(head.size)), note);
      writeFileSync(join(copy, 'receipts', 'notes.txt'), 'passed over');
      const received = await run('verify', copy, '--policy', trusted);
      expect(received.exit).toBe(0);
      expect(received.stdout).toContain('Complete until: 2025-11-25T01:33:20.000Z, the first 10 entries, by receipt of ours.');
      const json = JSON.parse((await run('verify', copy, '--policy', trusted, '--json')).stdout);
      expect(json).toMatchObject({
        ok: true,
        logs: [
          {
            integrity: 'holds',
            authenticity: 'holds',
            key: 'of the policy',
            policy: true,
            unanchoredTail: 0,
            completeUntil: { size: 10, root: head.root, by: ['ours'] },
          },
        ],
      });
      writeFileSync(join(copy, 'receipts', '9'), note);
      expect((await run('verify', copy, '--policy', trusted)).exit).toBe(1);
    });

    test('refuses a policy that is none, or is not there, as usage', async () => {
      for (const file of [policy('quorum\n'), policy('hello'), join(folder.path, 'nowhere')]) {
        const { exit, stdout } = await run('verify', path, '--policy', file);
        expect({ exit, stdout }).toEqual({ exit: 3, stdout: expect.stringMatching(/policy/) });
      }
      expect((await run('inspect', vaultPath, '--policy', policy(witness))).exit).toBe(3);
    });
  });

  test.each<[string, string[], number]>([
    ['nothing at all', [], 3],
    ['a word it does not know', ['explode', '/tmp'], 3],
    ['no folder', ['verify'], 3],
    ['two folders', ['verify', '/tmp', '/tmp'], 3],
    ['an option it does not know', ['verify', '/tmp', '--force'], 3],
    ['an anchor that is none', ['verify', '/tmp', '--anchor', '5'], 3],
    ['a folder that is not there', ['verify', '/nowhere/at/all'], 3],
    ['a folder of something else', ['verify', '/etc'], 3],
    ['a file of something else', ['verify', ENTRY], 3],
  ])('answers %s with a sentence and its exit code', async (_, args, exit) => {
    const answer = await run(...args);
    expect(answer.exit).toBe(exit);
    expect(answer.stdout + answer.stderr).not.toMatch(/^\s+at /m);
    expect((answer.stdout + answer.stderr).length).toBeGreaterThan(20);
  });

  test('says unknown version of a log that a newer app wrote', async () => {
    using other = tempFolder();
    mkdirSync(join(other.path, 'new'));
    const story = JSON.parse(readFileSync(new URL('../vectors/log/verify.json', import.meta.url), 'utf8')) as {
      cases: { class: string; files: Record<string, string> }[];
    }; // our own vectors
    const newer = story.cases.find((one) => one.class === 'unknown-version');
    for (const [name, text] of Object.entries(newer?.files ?? {})) writeFileSync(join(other.path, 'new', name), text);
    expect((await run('verify', join(other.path, 'new'))).exit).toBe(4);
  });
});

describe('exporting', () => {
  test('writes every leaf byte for byte', () => {
    const file = openVaultFile(vaultPath, 'vault');
    const leaves = [...file.entries.evidence(head.origin).leaves].map((leaf) => Buffer.from(leaf));
    file.close();
    expect(readFileSync(join(path, 'events.jsonl'))).toEqual(Buffer.concat(leaves.flatMap((leaf) => [leaf, Buffer.from('\n')])));
    expect(
      rootOf(
        leaves.map((leaf) => NODE_CRYPTO.tree.leaf(leaf)),
        NODE_CRYPTO.tree,
      ),
    ).toBe(head.root);
  });

  test('writes a verifier of its own, and says how to use it', () => {
    expect(readFileSync(join(path, 'verify.py'), 'utf8')).toBe(VERIFY_SCRIPT);
    expect(readFileSync(join(path, 'README.txt'), 'utf8')).toContain('python3 verify.py');
  });

  test('puts the receipts of collectors on the very head that they signed, and the others by their size', async () => {
    const file = openVaultFile(vaultPath, 'vault');
    const target = join(folder.path, 'countersigned');
    const checkpoint = readFileSync(join(path, 'checkpoint'), 'utf8');
    const older = { ...head, size: 4, root: rootOf(readFileSync(join(path, 'hashes'), 'utf8').split('\n').slice(0, 4), NODE_CRYPTO.tree) };
    const signer = { key: noteKey(head.origin, KEY.publicKey, NODE_CRYPTO.sha256), sign: KEY.sign };
    const [first, second] = [sampleCollector('collector.example/m1', 21), sampleCollector('collector.example/m2', 22)];
    const receipts = [
      { size: 4, note: signCheckpoint(older, signer) + receiptLine(older, RECEIPT_TIME, first) },
      { size: head.size, note: checkpoint + receiptLine(head, RECEIPT_TIME + 5, first) },
      { size: head.size, note: checkpoint + receiptLine(head, RECEIPT_TIME + 6, second) },
    ];
    exportLog({ entries: file.entries, head, receipts, folder: target, words: sixWords });
    file.close();
    expect(readdirSync(join(target, 'receipts'))).toEqual(['4']);
    const written = readFileSync(join(target, 'checkpoint'), 'utf8');
    expect(written).toBe(
      checkpoint +
        receipts
          .slice(1)
          .map(({ note }) => note.slice(checkpoint.length))
          .join(''),
    );
    const both = join(folder.path, 'policy-of-both');
    writeFileSync(both, `witness a ${vkeyText(first.key)}\nwitness b ${vkeyText(second.key)}\ngroup both all a b\nquorum both\n`);
    expect(await verifyTarget({ target, anchors: [], vkey: null, policy: both })).toMatchObject({
      exit: 0,
      json: { logs: [{ unanchoredTail: 0, completeUntil: { size: head.size, by: ['a', 'b'] } }] },
    });
  });

  test('writes no enrolment of another log, nor one of two collectors', () => {
    const file = openVaultFile(vaultPath, 'vault');
    const vkey = readFileSync(join(path, 'vkey'), 'utf8').trim();
    const receipts = vkeyText(sampleCollector('collector.example/m1', 21).key);
    const headsOf = (name: string) => vkeyText(noteKey(`${name}/heads`, sampleCollector('any', 22).key.publicKey, NODE_CRYPTO.sha256));
    const otherLog = vkeyText(noteKey('halligan.localhost/v_test/s_other/1', KEY.publicKey, NODE_CRYPTO.sha256));
    const enrolment = {
      by: 'station' as const,
      id: 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
      state: 'active' as const,
      at: 1,
      compared: true,
      vkey,
      collector: { receipts, heads: headsOf('other.example/m1') },
      spki: null,
      policy: { silence_hours: 0, drill_days: 0, disclosures: 'never' as const },
    };
    for (const bad of [enrolment, { ...enrolment, vkey: otherLog, collector: { receipts, heads: headsOf('collector.example/m1') } }])
      expect(() =>
        exportLog({ entries: file.entries, head, enrolment: bad, folder: join(folder.path, `no-${bad.vkey === vkey}`), words: sixWords }),
      ).toThrow(code('log.bad_enrolment'));
    file.close();
  });

  test('writes over nothing', () => {
    const copy = join(folder.path, 'copy.halligan');
    copyFileSync(vaultPath, copy);
    const file = openVaultFile(copy, 'vault');
    expect(() => exportLog({ entries: file.entries, head, folder: path, words: sixWords })).toThrow(code('host.file_not_written'));
    file.close();
  });
});
