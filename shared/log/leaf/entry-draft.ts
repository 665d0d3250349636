import type { ErrorCode } from '../../base/error-codes.ts';
import { toIso } from '../../base/instant.ts';
import type { Sha256 } from '../tree/tree-hash.ts';
import type { PairedAction, SingleAction } from './action.ts';
import { commitment, type Disclosure } from './disclosure.ts';
import type { Entry, EntryData, Outcome, Person } from './entry.ts';
import { ulid } from './ulid.ts';

interface Facts {
  readonly who?: readonly Person[];
  /** The ceremony: the request's id. */
  readonly cer?: string | null;
  /** What `incidentReference` lets pass; free text goes to `say`. */
  readonly inc?: string | null;
  readonly drill?: boolean;
  readonly obj?: { readonly k: string; readonly id: string } | null;
  /** Ids, numbers, booleans. A string with a space in it is refused: human words go to `say`. */
  readonly d?: EntryData;
  /** Human words: the entry holds a commitment to each, the file holds the words, and they can be erased. */
  readonly say?: Readonly<Record<string, string>>;
}

type Ended = { readonly out: Exclude<Outcome, 'pending'>; readonly err?: ErrorCode | null };

/** An entry that stands alone. */
export interface SingleDraft extends Facts, Ended {
  readonly act: SingleAction;
}
/** An entry before its effect. A result must follow. */
export interface IntentDraft extends Facts {
  readonly act: PairedAction;
  readonly ph: 'intent';
}
/** The result of the intent `ref`. */
export interface ResultDraft extends Facts, Ended {
  readonly act: PairedAction;
  readonly ph: 'result';
  /** `seq` of the intent. */
  readonly ref: number;
}

/** What a caller says of an entry; who, when and where in the log are filled in by the log. */
export type EntryDraft = SingleDraft | IntentDraft | ResultDraft;

/** What every entry of one process in one log has in common. */
export interface LogStation {
  readonly log: string;
  readonly dev: string;
  readonly vault: string;
  readonly app: string;
  readonly practice: boolean;
}

/** One reading of the clocks. `wall` in ms since 1970, `monoMs` since the boot `boot`; `run` is random for each process. */
export interface ClockReading {
  readonly wall: number;
  readonly monoMs: number;
  readonly boot: string;
  readonly run: string;
  readonly quality?: Entry['t']['q'];
  readonly errorMs?: number;
  /** The last collector receipt of this log: its size, and its time in seconds. No entry after it is older than that. */
  readonly floor?: Entry['t']['floor'];
}

/** An entry and the words behind its commitments. */
export interface BuiltEntry {
  readonly entry: Entry;
  readonly disclosures: readonly Disclosure[];
}

/** The entry of a draft at position `seq`, and the disclosures of its words. `random` gives that many random bytes. */
export function buildEntry(
  draft: EntryDraft,
  at: { readonly station: LogStation; readonly seq: number; readonly clock: ClockReading },
  make: { readonly random: (length: number) => Uint8Array; readonly sha256: Sha256 },
): BuiltEntry {
  const { station, seq, clock } = at;
  const disclosures: Disclosure[] = [];
  const sd: Record<string, string> = {};
  for (const [path, value] of Object.entries(draft.say ?? {})) {
    const disclosure = { seq, path, salt: make.random(32), value };
    disclosures.push(disclosure);
    sd[path] = commitment(disclosure, make.sha256);
  }
  const entry: Entry = {
    v: 1,
    ...station,
    seq,
    id: ulid(clock.wall, make.random(10)),
    boot: clock.boot,
    run: clock.run,
    t: {
      wall: toIso(clock.wall),
      mono: clock.monoMs,
      src: 'os',
      q: clock.quality ?? 'unknown',
      err: clock.errorMs ?? null,
      floor: clock.floor ?? null,
    },
    act: draft.act,
    ph: 'ph' in draft ? draft.ph : 'single',
    ref: 'ref' in draft ? draft.ref : null,
    out: 'out' in draft ? draft.out : 'pending',
    err: 'err' in draft ? (draft.err ?? null) : null,
    who: [...(draft.who ?? [])],
    cer: draft.cer ?? null,
    inc: draft.inc ?? null,
    drill: draft.drill ?? false,
    obj: draft.obj ?? null,
    d: draft.d ?? {},
    sd,
  };
  return { entry, disclosures };
}
