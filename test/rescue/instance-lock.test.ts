import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { takeInstanceLock } from '../../rescue/instance-lock.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'halligan-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const nobody = (): void => undefined;

describe('the instance lock', () => {
  it('is held once, the second is told of, and after a release it can be had again', async () => {
    const seconds: string[][] = [];
    const first = takeInstanceLock(folder, (argv) => seconds.push(argv));
    const second = takeInstanceLock(folder, nobody);
    expect([first.isHeld, second.isHeld]).toEqual([true, false]);
    await second.told;
    await expect.poll(() => seconds.length).toBe(1);
    expect(seconds[0]).toEqual(process.argv);
    first.release();
    const third = takeInstanceLock(folder, nobody);
    expect(third.isHeld).toBe(true);
    third.release();
  });

  it('is let go by a process that is killed', async () => {
    const holder = fork(join(import.meta.dirname, 'hold-lock.ts'), [folder], { execArgv: [] });
    expect((await once(holder, 'message'))[0]).toBe(true);
    expect(takeInstanceLock(folder, nobody).isHeld).toBe(false);
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    const next = takeInstanceLock(folder, nobody);
    expect(next.isHeld).toBe(true);
    next.release();
  });

  it('does not wait for ever to tell a holder that does not listen', async () => {
    const first = takeInstanceLock(folder, nobody);
    rmSync(join(folder, 'instance.sock'), { force: true });
    const second = takeInstanceLock(folder, nobody);
    await second.told;
    expect(second.isHeld).toBe(false);
    first.release();
  });

  it('listens for this user alone', async () => {
    const before = process.umask(0o077); // as boot sets it
    const first = takeInstanceLock(folder, nobody);
    const socket = join(folder, 'instance.sock');
    await expect.poll(() => statSync(socket, { throwIfNoEntry: false })?.mode ?? 0).not.toBe(0);
    expect(statSync(socket).mode & 0o077).toBe(0);
    first.release();
    process.umask(before);
  });
});
