import type { AlertItem, EntryItem } from '../../../collector/sinks/feed-item.ts';
import { nodeTreeHasher, sha256 } from '../../../core/hash/node-hash.ts';
import { encodeEntry } from '../../../shared/log/leaf/entry.ts';
import { buildEntry, type EntryDraft } from '../../../shared/log/leaf/entry-draft.ts';
import { CLOCK, STATION, seeded } from '../log/sample-log.ts';

export const UNSEAL: EntryDraft = {
  act: 'vault.unseal',
  ph: 'intent',
  who: [{ id: 'm_mara', role: 'custodian', am: ['key', 'pin'], key: 'key-1' }],
  cer: 'r_1',
  inc: 'INC-4471',
};

/** The entry of this draft as the collector has it, received a second after its time. */
export function entryItem(draft: EntryDraft = UNSEAL, change: Partial<EntryItem> = {}, practice = false): EntryItem {
  const at = { station: { ...STATION, practice }, seq: 5, clock: CLOCK };
  const { entry } = buildEntry(draft, at, { random: seeded('item'), sha256 });
  const leaf = encodeEntry(entry);
  const stored = { entry, leaf, leafHash: nodeTreeHasher.leaf(leaf), origin: entry.log };
  const received = { pos: 1, station: 'ops-1', receivedAt: CLOCK.wall + 1000, lateMs: 1000, said: {} };
  return { kind: 'entry', ...stored, ...received, alert: null, ...change };
}

export function alertItem(change: Partial<AlertItem> = {}): AlertItem {
  const alert = { id: 'a_1', kind: 'station_silent', severity: 'high', sentence: 'Nothing was heard of a station.', drill: false } as const;
  const nothing = { entry: null, leaf: null, leafHash: null, origin: null };
  return { kind: 'alert', ...nothing, alert, pos: 2, station: 'ops-1', receivedAt: CLOCK.wall, lateMs: 0, said: {}, ...change };
}

/** Values that would break out of a field, a line or a message. */
export const HOSTILE = [
  'plain words',
  'quotes " and \\" and "]',
  'a ] and [x@1 y="z"]',
  'back\\slash\\',
  'two\nlines\r\nand <13>1 2026-01-01T00:00:00Z evil app - - - forged',
  '<13>1 2026-01-01T00:00:00Z evil app - - - forged',
  '120 <13>1 - - - - - - counted',
  'bell \u0007 escape \u001b[31m delete \u007f next line \u0085',
  'four bytes 🔥𝔘 and ümlaut',
  'turned \u202eright\u202c \u2066left\u2069 and \u2028 line',
  'a|b=c\\=d cs1=forged msg=forged',
  '%n %s #012 $msg',
  'a'.repeat(5000),
  '🔥'.repeat(3000),
];
