/** The open vault file or founding's draft of this station, with its request, window and desk. */
import type { Bytes } from '../../shared/base/bytes.ts';
import type { SealedRecord } from '../../shared/contract/strongroom-calls.ts';
import type { Charter, CharterCompartment, CharterMember } from '../../shared/format/charter-form.ts';
import type { ClockReading, EntryDraft } from '../../shared/log/leaf/entry-draft.ts';
import type { VaultFile } from '../store/file/vault-file.ts';
import type { Durable } from '../store/log/durable.ts';
import type { StationLog, VaultChange } from '../store/log/station-log.ts';
import type { FoundingDraft } from './founding-draft.ts';
import type { OpenUse } from './open-use.ts';
import type { RunningRequest } from './running-request.ts';
import { SeenTitles } from './seen-titles.ts';
import type { StrongroomKeeper } from './strongroom-keeper.ts';
import { Titles } from './titles.ts';

/** A charter that was verified, with the bytes that were signed. */
export interface CharterInForce {
  readonly value: Charter;
  readonly bytes: Bytes;
  /** base64url. */
  readonly hash: string;
}

/** Who reads the directory at the desk, and when they last did something there. */
export interface AtDesk {
  readonly member: string;
  readonly lastActMono: number;
}

/** A session over a file that holds a charter. */
export type SessionInForce = Session & { readonly charter: CharterInForce };

/**
 * Owns what is open. Its state changes by the transitions below and by nothing else, and they alone end the strongroom:
 * whatever closes a request, a window or the desk cannot leave a key behind.
 */
export class Session {
  readonly file: VaultFile;
  readonly log: StationLog;
  /** Titles of seen credentials, for while the directory is closed. */
  readonly seen: SeenTitles;
  readonly #strongroom: StrongroomKeeper;
  #charter: CharterInForce | null;
  #draft: FoundingDraft | null;
  #gathering: RunningRequest | null = null;
  #open: OpenUse | null = null;
  #extension: RunningRequest | null = null;
  #desk: AtDesk | null = null;
  #titles: Titles | null = null;
  #floor: ClockReading['floor'] = null;

  constructor(
    opened: { readonly file: VaultFile; readonly log: StationLog; readonly strongroom: StrongroomKeeper },
    charter: CharterInForce | null,
    draft: FoundingDraft | null,
  ) {
    this.file = opened.file;
    this.log = opened.log;
    this.seen = new SeenTitles(opened.file.entries, opened.log.origin);
    this.#strongroom = opened.strongroom;
    this.#charter = charter;
    this.#draft = draft;
  }

  /** Null in a founding that has not come to its signatures. */
  get charter(): CharterInForce | null {
    return this.#charter;
  }

  /** The founding that is under way, or whose last page is still open; null otherwise. */
  get draft(): FoundingDraft | null {
    return this.#draft;
  }

  /** The request that gathers its quorum; null when none does. */
  get gathering(): RunningRequest | null {
    return this.#gathering;
  }

  /** The open window; null while all is sealed. */
  get open(): OpenUse | null {
    return this.#open;
  }

  /** The request for more time that is gathered while the window is open; null when none is. */
  get extension(): RunningRequest | null {
    return this.#extension;
  }

  /** Null when nobody is at the desk. */
  get desk(): AtDesk | null {
    return this.#desk;
  }

  /** The directory as far as it was read; null while it is shut. */
  get titles(): Titles | null {
    return this.#titles;
  }

  /** The newest receipt of this log that holds under the pinned key, which every entry names; null without one. */
  get floor(): ClockReading['floor'] {
    return this.#floor;
  }

  /** The founding's draft changed. One without the bytes of a charter has no charter in force. */
  setDraft(draft: FoundingDraft): void {
    this.#draft = draft;
    if (draft.charter === null) this.#charter = null;
  }

  /** The founding is done, and its last page was left. */
  putDraftAway(): void {
    this.#draft = null;
  }

  /** The founding's charter was made, or what is open has a new one. */
  putInForce(charter: CharterInForce): void {
    this.#charter = charter;
  }

  /** A request was declared and waits for its quorum. */
  beginGathering(request: RunningRequest): void {
    this.#gathering = request;
  }

  /** Gathering ended without opening. Ends the strongroom and with it the contributed shares. */
  endGathering(): void {
    this.#gathering = null;
    this.#forgetTitles();
    this.#strongroom.end();
  }

  /** Ends the strongroom and with it the contributed shares. The request stays declared. */
  dropShares(): void {
    this.#strongroom.end();
  }

  /** The quorum was there: the request that gathered is open now. */
  openWindow(use: OpenUse): void {
    this.#gathering = null;
    this.#open = use;
  }

  /** Ends the strongroom first of all, then everything that its keys had opened. */
  seal(): void {
    this.#strongroom.end();
    this.#open = null;
    this.#forgetTitles();
    this.#desk = null;
  }

  /** More time was asked for. */
  beginExtension(request: RunningRequest): void {
    this.#extension = request;
  }

  /** More time was given, refused, or is no longer asked for. The window is what it was. */
  endExtension(): void {
    this.#extension = null;
  }

  /** `mono`: now, by the clock that never goes back. */
  sitDown(member: string, mono: number): void {
    this.#desk = { member, lastActMono: mono };
  }

  /** Restarts the idle time because the person at the desk did something. Does nothing when nobody is there. */
  noteDeskActivity(mono: number): void {
    if (this.#desk !== null) this.#desk = { ...this.#desk, lastActMono: mono };
  }

  /**
   * Nobody is at the desk any more. `ended`: the strongroom went with it. While a window is open it stays, and the caller has it
   * forget the member. Null when nobody was there.
   */
  leaveDesk(): { readonly member: string; readonly strongroom: 'ended' | 'kept' } | null {
    if (this.#desk === null) return null;
    const { member } = this.#desk;
    this.#desk = null;
    if (this.#open !== null) return { member, strongroom: 'kept' };
    this.#forgetTitles();
    this.#strongroom.end();
    return { member, strongroom: 'ended' };
  }

  /** Reads the sealed directory from the file now, so that nobody waits for the disk after a touch. */
  layOutTitles(): Titles {
    // The table holds what `directory.write` sealed: its kinds are the record's.
    this.#titles ??= new Titles(this.file.read.directory.all() as readonly SealedRecord[]);
    return this.#titles;
  }

  /** Notes the receipt up to which the collector has signed for the log; null when none is valid. */
  setFloor(floor: ClockReading['floor']): void {
    this.#floor = floor;
  }

  /** The entries, the change and the signed head, durable together or not at all: see `StationLog.commit`. */
  write(entries: readonly EntryDraft[], change?: (tx: VaultChange, seqs: readonly number[]) => void): Durable[] {
    return this.log.commit(change === undefined ? { entries } : { entries, change });
  }

  /** Null for someone whom the charter does not name. */
  member(id: string): CharterMember | null {
    return this.#charter?.value.members.find((member) => member.id === id) ?? null;
  }

  /** Null for one that the charter does not have. */
  compartment(id: string): CharterCompartment | null {
    return this.#charter?.value.compartments.find((compartment) => compartment.id === id) ?? null;
  }

  /** Its name, or the id of one that the charter does not have. */
  nameOfCompartment(id: string): string {
    return this.compartment(id)?.name ?? id;
  }

  /** The name of a charter's member or a draft's; the id of someone unknown. */
  nameOf(id: string): string {
    return this.member(id)?.name ?? this.#draft?.members.find((member) => member.id === id)?.name ?? id;
  }

  #forgetTitles(): void {
    this.#titles?.stop();
    this.#titles = null;
  }
}
