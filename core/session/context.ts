/** What every service shares: the ports, the station, what is open, and the strongroom. */
import { AppError, type ErrorDetail, isAppError } from '../../shared/base/app-error.ts';
import type { Notice } from '../../shared/contract/view.ts';
import type { VaultFile } from '../store/file/vault-file.ts';
import type { StationLog } from '../store/log/station-log.ts';
import { type StationClock, stationClock } from './clock.ts';
import type { EngineEvents } from './events.ts';
import type { FoundingDraft } from './founding-draft.ts';
import type { EnginePorts } from './ports.ts';
import { type CharterInForce, Session, type SessionInForce } from './session.ts';
import type { Station } from './station.ts';
import type { CallableStrongroom } from './strongroom-client.ts';
import { StrongroomKeeper } from './strongroom-keeper.ts';

/** Old notices make way: a person reads the newest. */
const MAX_NOTICES = 6;

/**
 * One for each running engine. Every service is given it; it holds the open session, the notices and the strongroom, and tells
 * the host when the view has changed.
 */
export class EngineContext {
  readonly ports: EnginePorts;
  readonly station: Station;
  readonly clock: StationClock;
  /** Given to the session that is opened, which alone ends the strongroom. */
  readonly #strongrooms: StrongroomKeeper;
  #session: Session | null = null;
  #notices: readonly Notice[] = [];
  #nextNotice = 1;
  #events: EngineEvents | null = null;
  #inUse: { readonly strongroom: CallableStrongroom; readonly charterHash: string } | null = null;

  constructor(ports: EnginePorts, station: Station) {
    this.ports = ports;
    this.station = station;
    this.clock = stationClock(ports);
    this.#strongrooms = new StrongroomKeeper(
      () => ports.spawnStrongroom(),
      () => this.events.strongroomGone(),
    );
  }

  /** Names what follows from each event: once, when the rooms are wired. */
  listen(events: EngineEvents): void {
    if (this.#events !== null) throw new AppError('internal', 'the events of an engine are wired once');
    this.#events = events;
  }

  /** What follows from an event. */
  get events(): EngineEvents {
    if (this.#events === null) throw new AppError('internal', 'the rooms are not wired yet');
    return this.#events;
  }

  /** The vault or draft that is open, or null. */
  get session(): Session | null {
    return this.#session;
  }

  /** Opens a session over this file and its log. The caller has left the previous one. */
  enter(
    opened: { readonly file: VaultFile; readonly log: StationLog },
    charter: CharterInForce | null,
    draft: FoundingDraft | null,
  ): Session {
    const session = new Session({ ...opened, strongroom: this.#strongrooms }, charter, draft);
    this.#session = session;
    return session;
  }

  /** Ends the session and with it every key. Gives the session that was open, or null. */
  leave(): Session | null {
    const session = this.#session;
    this.#strongrooms.end();
    this.#session = null;
    return session;
  }

  /** Throws `vault.none_open`. */
  vault(): SessionInForce {
    const session = this.#session;
    if (session === null || !hasCharter(session)) throw new AppError('vault.none_open', 'no vault is open');
    return session;
  }

  /** As `vault`, of a vault that is one. Throws `vault.half_founded` in a founding: nothing opens or is kept there. */
  founded(): SessionInForce {
    const session = this.vault();
    if (session.file.stage !== 'vault') throw new AppError('vault.half_founded', 'this founding is not complete');
    return session;
  }

  /** The running strongroom, or a fresh one. */
  strongroom(): CallableStrongroom {
    return this.#strongrooms.current();
  }

  /** The strongroom, told which charter is in force. Throws `vault.none_open` before there is one. */
  async strongroomInUse(): Promise<CallableStrongroom> {
    const { charter } = this.vault();
    const strongroom = this.strongroom();
    if (this.#inUse?.strongroom !== strongroom || this.#inUse.charterHash !== charter.hash) {
      await strongroom.call('charter.use', { bytes: charter.bytes });
      this.#inUse = { strongroom, charterHash: charter.hash };
    }
    return strongroom;
  }

  /** Undefined while no strongroom runs. */
  get strongroomPid(): number | undefined {
    return this.#strongrooms.pid;
  }

  /** Tells the screens that there is something new. */
  changed(): void {
    this.events.changed();
  }

  /** The notices that the person has not dismissed, oldest first. */
  get notices(): readonly Notice[] {
    return this.#notices;
  }

  /** Adds a notice. It replaces an older one of the same code. */
  notice(verdict: Notice['verdict'], code: Notice['code'], detail: ErrorDetail = {}): void {
    const kept = this.#notices.filter((one) => one.code !== code).slice(1 - MAX_NOTICES);
    this.#notices = [...kept, { id: this.#nextNotice++, verdict, code, detail: { ...detail } }];
    this.changed();
  }

  dismiss(id: number): void {
    this.#notices = this.#notices.filter((one) => one.id !== id);
    this.changed();
  }

  /** Logs that the renderer tried something forbidden, if a log is open and can be written. */
  noteRefusal(tried: { readonly kind: string; readonly what: string; readonly more: number }): void {
    try {
      this.#session?.write([{ act: 'border.refused', out: 'refused', err: 'call.not_allowed', d: tried }]);
    } catch {
      this.ports.report('a refusal at the border could not be written to the log');
    }
  }

  /** Runs work that no call waits for, such as a tick. A refusal becomes a notice. */
  unasked(act: () => void): void {
    try {
      act();
    } catch (error) {
      this.notice('bad', isAppError(error) ? error.code : 'internal');
    }
  }
}

function hasCharter(session: Session): session is SessionInForce {
  return session.charter !== null;
}
