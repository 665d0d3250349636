import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { tempFolder } from '../../../harness/base/temp-folder.ts';
import { logOptions, newVault, reopen, verifyFile } from '../../../harness/log/test-vault.ts';

const CHILD = fileURLToPath(new URL('./append-until-killed.ts', import.meta.url));
const ROUNDS = 8;

/** Runs the child on the file, kills it after `ms` from its first word, and gives the last size that it acknowledged. */
async function killedAfter(path: string, ms: number): Promise<number> {
  const child = spawn(process.execPath, [CHILD, path], { stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.setEncoding('utf8');
  const first = new Promise((resolve) =>
    child.stdout.on('data', (text: string) => {
      said += text;
      resolve(null);
    }),
  );
  await first;
  await setTimeout(ms); // each round is cut at another place
  child.kill('SIGKILL');
  await once(child, 'close');
  return Number(said.slice(0, said.lastIndexOf('\n')).split('\n').at(-1));
}

describe('T11: a process that is killed', () => {
  test('has lost nothing that it acknowledged, and its log is whole', async () => {
    using folder = tempFolder();
    const created = newVault(folder.path);
    created.close();
    for (let round = 0; round < ROUNDS; round++) {
      const acknowledged = await killedAfter(created.path, 5 + 23 * round);
      const file = reopen(created.path);
      const [newest] = file.entries.logs();
      if (newest === undefined) throw new Error('the child began the log');
      const stored = verifyFile(file, newest.origin);
      expect(['proven', 'incomplete']).toContain(stored.verdict);
      expect(stored.entries).toBeGreaterThanOrEqual(acknowledged);
      expect(stored.entries).toBeLessThanOrEqual(acknowledged + 1);
      const log = file.openLog(logOptions());
      expect(verifyFile(file, log.origin).verdict).toBe('proven');
      file.close();
    }
  });
});

const STRACE = spawnSync('strace', ['-V']).status === 0;

// What the process asks of the kernel, seen from outside.
describe.runIf(STRACE)('seen by strace', () => {
  const straced = (args: readonly string[], path: string, seconds: number) =>
    spawnSync('strace', ['-f', '-qq', ...args, 'timeout', '-s', 'KILL', String(seconds), process.execPath, CHILD, path], {
      encoding: 'utf8',
    });

  test('T11: every acknowledgement comes after an fsync of the write-ahead log', () => {
    using folder = tempFolder();
    const created = newVault(folder.path);
    created.close();
    const trace = join(folder.path, 'trace');
    straced(['-y', '-e', 'trace=fsync,fdatasync,write', '-o', trace], created.path, 6);
    let synced = false;
    let acknowledgements = 0;
    for (const line of readFileSync(trace, 'utf8').split('\n')) {
      if (/f(data)?sync\(\d+<[^>]*-wal>/.test(line)) synced = true;
      if (!/write\(1<.*"\d+\\n"/.test(line)) continue;
      expect(synced, `acknowledgement ${acknowledgements}`).toBe(true);
      acknowledgements++;
      synced = false;
    }
    expect(acknowledgements).toBeGreaterThan(3);
  });

  test.each([
    ['fsync', 'fsync,fdatasync', 9],
    ['write', 'pwrite64', 60],
  ])('T10: a failing %s is never acknowledged, and the log goes no further', (_, calls, when) => {
    using folder = tempFolder();
    const created = newVault(folder.path);
    created.openLog(logOptions()).commit({ entries: [{ act: 'app.start', out: 'ok' }] });
    created.close();
    const { stdout, stderr } = straced(
      ['-e', `trace=${calls}`, '-e', `inject=${calls}:error=EIO:when=${when}`, '-o', join(folder.path, 'trace')],
      created.path,
      10,
    );
    // One call failed and the next would succeed: the kernel may have thrown the pages away in between.
    expect(stderr).toContain('stopped by log.cannot_write\nstill stopped by log.cannot_write\n');
    const acknowledged = Number(stdout.trimEnd().split('\n').at(-1) ?? 0);
    const file = reopen(created.path);
    const log = file.openLog(logOptions());
    expect(log.size).toBeGreaterThanOrEqual(acknowledged);
    expect(verifyFile(file, log.origin).verdict).toBe('proven');
    file.close();
  });
});
