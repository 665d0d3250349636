import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { logKey } from '../../core/hash/log-key.ts';
import { MIGRATIONS } from '../../core/store/file/migrations.ts';
import { createVaultFile, openVaultFile } from '../../core/store/file/vault-file.ts';
import type { LogOptions } from '../../core/store/log/open-log.ts';
import type { EntryDraft } from '../../shared/log/leaf/entry-draft.ts';
import { beside, figure, type Part } from './measure/figure.ts';

/** On the disk that the project lies on, as for the appends. */
const FOLDER = join(import.meta.dirname, '../../out/bench/logs');
const AT_ONCE = 5_000;

const OPTIONS: LogOptions = {
  station: 's_bench',
  app: '0.1.0',
  key: logKey(new Uint8Array(32).fill(7)),
  keyKind: 'file',
  clock: () => ({ wall: Date.now(), monoMs: Math.round(performance.now()), boot: 'boot', run: 'run' }),
  seen: null,
  onMismatch: 'refuse',
};

const DRAFT: EntryDraft = {
  act: 'ceremony.approve',
  out: 'ok',
  who: [{ id: 'm_AAAAAAAAAAAAAAAAAAAAAA', role: 'custodian', am: ['key', 'pin'], key: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' }],
  cer: 'r_AAAAAAAAAAAAAAAAAAAAAA',
  inc: 'INC-2291',
  d: { have: 2, need: 3 },
};

/**
 * Until a vault whose log has `entries` entries has written the first of a new start, beside one with none, in turn. Promises
 * that the difference of the medians is at most 300 ms. Reading the rest afterwards is a figure of its own.
 */
export function measureStarts(entries: number, rounds: number): Part {
  const long = logOf(entries);
  const empty = logOf(0);
  const [longMs, emptyMs, restMs]: [number[], number[], number[]] = [[], [], []];
  for (let round = 0; round < rounds; round++) {
    emptyMs.push(start(empty));
    longMs.push(start(long));
  }
  restMs.push(readRest(long));
  const control = figure('start with an empty log', 'ms', emptyMs);
  const measured = figure(`start with ${entries} entries`, 'ms', longMs);
  return {
    figures: [beside(measured, control), figure(`reading on to the beginning of ${entries} entries`, 'ms', restMs)],
    checks: [{ name: `ms more to start with ${entries} entries`, value: measured.median - control.median, atMost: 300 }],
    skipped: [],
  };
}

function start(path: string): number {
  const begin = performance.now();
  const file = openVaultFile(path, 'vault');
  file.openLog(OPTIONS).commit({ entries: [{ act: 'app.start', out: 'ok' }] });
  const took = performance.now() - begin;
  file.close();
  return took;
}

function readRest(path: string): number {
  const file = openVaultFile(path, 'vault');
  const log = file.openLog(OPTIONS);
  const begin = performance.now();
  while (!log.readOn(1_000));
  const took = performance.now() - begin;
  file.close();
  return took;
}

/** Made once for each schema; each run adds its own starts to it. */
function logOf(entries: number): string {
  const path = join(FOLDER, `${entries}-${MIGRATIONS.length}.halligan`);
  if (existsSync(path)) return path;
  mkdirSync(FOLDER, { recursive: true });
  const unfinished = `${path}.part`;
  for (const end of ['', '-wal', '-ballast']) rmSync(`${unfinished}${end}`, { force: true });
  const file = createVaultFile(unfinished, { vault: 'v_bench', practice: false, stage: 'vault', now: 0 });
  const log = file.openLog(OPTIONS);
  for (let made = 0; made < entries; made += AT_ONCE) {
    log.commit({ entries: Array.from({ length: Math.min(AT_ONCE, entries - made) }, () => DRAFT) });
  }
  file.close();
  rmSync(`${unfinished}-ballast`, { force: true });
  renameSync(unfinished, path);
  return path;
}
