import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { exportLog } from '../../core/store/log/export-log.ts';
import { sixWords } from '../../shared/crypto/words.ts';
import type { EntryDraft } from '../../shared/log/leaf/entry-draft.ts';
import { benchLog } from './bench-log.ts';

/** On the disk that the project lies on, as for the appends. */
const FOLDER = join(import.meta.dirname, '../../out/bench/exports');
const AT_ONCE = 5_000;

/** An export of a log of `entries` entries (a multiple of ten), written by the store and made once: the acts of an emergency, again and again. */
export function longExport(entries: number): string {
  const place = join(FOLDER, String(entries));
  if (existsSync(place)) return place;
  const unfinished = `${place}.part`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true });
  const vault = join(unfinished, 'long.halligan');
  const { file, log } = benchLog(vault);
  while (log.size < entries) {
    const from = log.size;
    log.commit({ entries: Array.from({ length: Math.min(AT_ONCE, entries - from) }, (_, i) => actAt(from + i)) });
  }
  exportLog({ entries: file.entries, head: log.head(), folder: join(unfinished, 'export'), words: sixWords });
  file.close();
  for (const end of ['', '-wal', '-ballast']) rmSync(`${vault}${end}`, { force: true });
  renameSync(join(unfinished, 'export'), place);
  rmSync(unfinished, { recursive: true });
  return place;
}

/** A reveal and its result, approvals, and every tenth entry with words behind a commitment. */
function actAt(seq: number): EntryDraft {
  const ceremony = { cer: `r_${String(Math.floor(seq / 100)).padStart(22, '0')}`, inc: 'INC-2291' } as const;
  const reveal = {
    ...ceremony,
    act: 'item.reveal',
    obj: { k: 'credential', id: 'x_AAAAAAAAAAAAAAAAAAAAAA' },
    d: { field: 'password' },
  } as const;
  if (seq % 10 === 4) return { ...reveal, ph: 'intent' };
  if (seq % 10 === 5) return { ...reveal, ph: 'result', ref: seq - 1, out: 'ok' };
  return {
    ...ceremony,
    act: 'ceremony.approve',
    out: 'ok',
    who: [{ id: 'm_AAAAAAAAAAAAAAAAAAAAAA', role: 'custodian', am: ['key', 'pin'], key: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' }],
    d: { have: 2, need: 3 },
    ...(seq % 10 === 0 ? { say: { member: 'Mara Lindqvist' } } : {}),
  };
}
