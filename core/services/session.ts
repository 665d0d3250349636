/** What is open on this station: one vault file or one founding's draft, and what is going on with it. */
import type { Bytes } from '../../shared/base/bytes.ts';
import type { Ceremony } from '../../shared/domain/ceremony-state.ts';
import type { ClockLook, OpenWindow } from '../../shared/domain/window.ts';
import type { Charter, CharterCompartment, CharterMember } from '../../shared/format/charter-form.ts';
import type { Person } from '../../shared/log/entry.ts';
import type { EntryDraft } from '../../shared/log/entry-draft.ts';
import type { Durable } from '../store/durable.ts';
import type { StationLog, VaultChange } from '../store/station-log.ts';
import type { VaultFile } from '../store/vault-file.ts';
import type { FoundingDraft } from './founding-draft.ts';
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

/** So many of the newest entries are looked through for titles. */
const MOST_READ = 20_000;

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
  /** What was seen since the file was opened, by credential: the log names it anyway, and closing must. */
  readonly seen = new Map<string, { readonly title: string; readonly system: string }>();
  #seenRead = false;

  constructor(file: VaultFile, log: StationLog, charter: CharterInForce | null, draft: FoundingDraft | null) {
    this.file = file;
    this.log = log;
    this.charter = charter;
    this.draft = draft;
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

  /** The title of something that was seen, now or in an earlier run; null where the log's words were erased. */
  seenTitle(credential: string): { readonly title: string; readonly system: string } | null {
    if (!this.#seenRead) {
      this.#seenRead = true;
      let left = MOST_READ;
      for (const { entry, said } of this.file.entries.newestFirst(this.log.origin)) {
        if (left-- === 0) break;
        const { title, system } = said;
        if (entry.act.startsWith('item.') && entry.obj !== null && title !== undefined && !this.seen.has(entry.obj.id))
          this.seen.set(entry.obj.id, { title, system: system ?? '' });
      }
    }
    return this.seen.get(credential) ?? null;
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
