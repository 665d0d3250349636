/** What is open on this station: one vault file or one founding's draft, and what is going on with it. */
import type { Bytes } from '../../shared/base/bytes.ts';
import type { Ceremony } from '../../shared/domain/ceremony-state.ts';
import type { ClockLook, OpenWindow } from '../../shared/domain/window.ts';
import type { Charter, CharterCompartment, CharterMember } from '../../shared/format/charter-form.ts';
import type { Person } from '../../shared/log/leaf/entry.ts';
import type { ClockReading, EntryDraft } from '../../shared/log/leaf/entry-draft.ts';
import type { VaultFile } from '../store/file/vault-file.ts';
import type { Durable } from '../store/log/durable.ts';
import type { StationLog, VaultChange } from '../store/log/station-log.ts';
import type { FoundingDraft } from './founding-draft.ts';
import { SeenTitles } from './seen-titles.ts';
import type { Titles } from './titles.ts';

export interface CharterInForce {
  readonly value: Charter;
  readonly bytes: Bytes;
  /** base64url. */
  readonly hash: string;
}

/** A field that was put on the clipboard, until it is cleared. */
export interface Copied {
  readonly credential: string;
  readonly field: string;
  readonly text: string;
  readonly clearsAtMono: number;
}

/** A request that is gathered or open, and its bytes as the custodians sign them. */
export interface Running {
  ceremony: Ceremony;
  readonly bytes: Bytes;
  readonly declared: ClockLook;
}

/** The instant that counts for a request: a wall clock that is set back does not make it last longer. */
export function nowFor({ declared }: Pick<Running, 'declared'>, { wall, mono }: ClockLook): number {
  return Math.max(wall, declared.wall + (mono - declared.mono));
}

export interface OpenUse extends Running {
  window: OpenWindow;
  /** Which exposure row a shown field belongs to. */
  readonly exposures: Map<string, number>;
  copied: Copied | null;
  /** Credentials whose code was used, each logged once a window. */
  readonly codes: Set<string>;
  firstUseAt: number | null;
  unseen: number;
}

export interface AtDesk {
  readonly member: string;
  lastActMono: number;
}

export class Session {
  readonly file: VaultFile;
  readonly log: StationLog;
  /** Null in a founding that has not come to its signatures. */
  charter: CharterInForce | null;
  draft: FoundingDraft | null;
  /** Gathered, not open. */
  gathering: Running | null = null;
  open: OpenUse | null = null;
  /** More time, asked for while the window is open. */
  extension: Running | null = null;
  desk: AtDesk | null = null;
  titles: Titles | null = null;
  /** The newest receipt of this log that holds under the pinned key: every entry says that it is not older. */
  floor: ClockReading['floor'] = null;
  /** The log names what was seen anyway, and closing must. */
  readonly seen: SeenTitles;

  constructor(file: VaultFile, log: StationLog, charter: CharterInForce | null, draft: FoundingDraft | null) {
    this.file = file;
    this.log = log;
    this.charter = charter;
    this.draft = draft;
    this.seen = new SeenTitles(file.entries, log.origin);
  }

  /** The entries, the change and the signed head, durable together or not at all: see `StationLog.commit`. */
  write(entries: readonly EntryDraft[], change?: (tx: VaultChange, seqs: readonly number[]) => void): Durable[] {
    return this.log.commit(change === undefined ? { entries } : { entries, change });
  }

  member(id: string): CharterMember | null {
    return this.charter?.value.members.find((member) => member.id === id) ?? null;
  }

  compartment(id: string): CharterCompartment | null {
    return this.charter?.value.compartments.find((compartment) => compartment.id === id) ?? null;
  }

  nameOfCompartment(id: string): string {
    return this.compartment(id)?.name ?? id;
  }

  /** The name to say, of a charter's member or a draft's; the id of someone unknown. */
  nameOf(id: string): string {
    return this.member(id)?.name ?? this.draft?.members.find((member) => member.id === id)?.name ?? id;
  }
}

/** Someone who acted, as an entry names them. `key`: the security key that they proved it with. */
export function acting(
  id: string,
  role: string | null,
  key: string | null,
  means: readonly string[] = key === null ? [] : ['key', 'pin'],
): Person {
  return { id, role, am: [...means], key };
}
