/** T12: the clock of the station's machine is set back, forward, or stands. Each is written down, and bounded by what the collector signed. */
import { type ChildProcessWithoutNullStreams, execFileSync, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { clockPackages } from '../../build/setup/verifiers.mjs';
import { verifyEd25519 } from '../../core/hash/node-hash.ts';
import { sendRound } from '../../core/sync/send-round.ts';
import { UploadState } from '../../core/sync/upload-state.ts';
import { openReceipts } from '../../shared/log/note/receipt.ts';
import { bundled } from '../harness/base/bundled.ts';
import { leaveOutWithout } from '../harness/base/peers.ts';
import { tempFolder } from '../harness/base/temp-folder.ts';
import { RunningCollector } from '../harness/collector/running-collector.ts';
import { headToSend } from '../harness/log/head-to-send.ts';
import { STATION, sampleLog, signedLog } from '../harness/log/sample-log.ts';
import { actsOf, newVault, reopen, verifyFile } from '../harness/log/test-vault.ts';

/** The library that the program of the same name would load. */
function fakeTime(): string {
  const said = execFileSync('faketime', ['-f', '+0', 'env'], { encoding: 'utf8' });
  return /^LD_PRELOAD=(.*)$/m.exec(said)?.[1] ?? '';
}

class Station {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #lines: AsyncIterator<string>;
  #n = 0;

  constructor(program: string, vault: string, clock: string) {
    const env = {
      ...process.env,
      LD_PRELOAD: fakeTime(),
      FAKETIME_TIMESTAMP_FILE: clock,
      FAKETIME_NO_CACHE: '1',
      DONT_FAKE_MONOTONIC: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
    };
    this.#child = spawn(process.execPath, [program, vault], { env });
    this.#lines = createInterface(this.#child.stdout)[Symbol.asyncIterator]();
  }

  async said(): Promise<string> {
    return (await this.#lines.next()).value ?? '';
  }

  async append(): Promise<void> {
    this.#child.stdin.write(`${this.#n++}\n`);
    await this.said();
  }

  async end(): Promise<void> {
    const ended = new Promise((resolve) => this.#child.once('close', resolve));
    this.#child.stdin.end();
    await ended;
  }
}

it('T12: a system clock that goes back, jumps and stands is written down each time, across a restart too', async (context) => {
  leaveOutWithout(
    clockPackages.filter((one) => one.missing()).map(({ name }) => name),
    context,
  );
  using folder = tempFolder();
  const vault = newVault(folder.path);
  vault.close();
  const clock = join(folder.path, 'clock');
  const set = (to: string) => writeFileSync(clock, `${to}\n`);
  const program = await bundled('test/threats/clock-child.ts');
  set('+0');
  const station = new Station(program, vault.path, clock);
  await station.said();
  await station.append();
  set('-1d');
  await station.append();
  await station.append();
  set('+2d');
  await station.append();
  // A moment that does not pass, while two seconds and a half do.
  const still = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 19).replace('T', ' ');
  set(still);
  await station.append();
  await sleep(2_500); // the operating system's own clock
  await station.append();
  await station.end();
  set('-5d');
  const again = new Station(program, vault.path, clock);
  await again.said();
  await again.append();
  await again.end();

  const file = reopen(vault.path);
  const acts = actsOf(file, STATION.log).filter((act) => act.startsWith('time.'));
  expect(acts).toEqual(['time.backward', 'time.jump', 'time.jump', 'time.jump', 'time.backward']);
  expect(verifyFile(file, STATION.log).verdict).toBe('proven');
  file.close();
});

it('T12: whatever the station’s clock says, a receipt has the collector’s time, and never goes back', async () => {
  const running = await RunningCollector.start();
  const log = sampleLog();
  await running.enrol(signedLog(log.leaves.slice(0, 1)));
  const timeOf = async (size: number) => {
    const note = await sendRound(running.client(), await headToSend(signedLog(log.leaves.slice(0, size))), running.keys, new UploadState());
    return openReceipts(note, running.keys, verifyEd25519).receipts[0]?.time ?? 0;
  };
  const now = Math.floor(Date.now() / 1000);
  const first = await timeOf(4);
  // The entries say that it is a year ago.
  expect(first).toBeGreaterThanOrEqual(now);
  running.later = -86_400_000;
  expect(await timeOf(9)).toBeGreaterThanOrEqual(first);
  await running.end();
});
