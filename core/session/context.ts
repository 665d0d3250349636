/** What every service shares: the ports, the station, what is open, and the strongroom. */
import { AppError, type ErrorDetail } from '../../shared/base/app-error.ts';
import type { Notice } from '../../shared/contract/view.ts';
import type { StationClock } from './clock.ts';
import { stationClock } from './clock.ts';
import type { EnginePorts } from './ports.ts';
import type { CharterInForce, Session } from './session.ts';
import type { Station } from './station.ts';
import { Strongroom } from './strongroom-client.ts';

/** Old notices make way: a person reads the newest. */
const MOST_NOTICES = 6;

export class EngineContext {
  readonly ports: EnginePorts;
  readonly station: Station;
  readonly clock: StationClock;
  session: Session | null = null;
  notices: readonly Notice[] = [];
  /** Called when the strongroom ended by itself. */
  onStrongroomGone: () => void = () => {};
  /** Called after every change that a person may see. */
  onChange: () => void = () => {};
  #strongroom: Strongroom | null = null;
  #nextNotice = 1;
  #inUse: { readonly room: Strongroom; readonly hash: string } | null = null;

  constructor(ports: EnginePorts, station: Station) {
    this.ports = ports;
    this.station = station;
    this.clock = stationClock(ports);
  }

  /** Throws `vault.none_open`. */
  vault(): Session & { readonly charter: CharterInForce } {
    const { session } = this;
    if (session?.charter === null || session === null) throw new AppError('vault.none_open', 'no vault is open');
    return session as Session & { readonly charter: CharterInForce };
  }

  /** As `vault`, of a vault that is one. Throws `vault.half_founded` in a founding: nothing opens or is kept there. */
  founded(): Session & { readonly charter: CharterInForce } {
    const session = this.vault();
    if (session.file.stage !== 'vault') throw new AppError('vault.half_founded', 'this founding is not complete');
    return session;
  }

  /** The strongroom at hand, or a fresh one. */
  strongroom(): Strongroom {
    if (this.#strongroom === null) {
      const room: Strongroom = new Strongroom(this.ports.spawnStrongroom(), () => {
        if (this.#strongroom !== room) return;
        this.#strongroom = null;
        this.onStrongroomGone();
      });
      this.#strongroom = room;
    }
    return this.#strongroom;
  }

  /** Ends the strongroom, and with it every key and plaintext of this station. */
  endStrongroom(): void {
    const room = this.#strongroom;
    this.#strongroom = null;
    room?.end();
  }

  /** The strongroom with the charter at hand in use. Throws `vault.none_open` before there is one. */
  async roomInUse(): Promise<Strongroom> {
    const { charter } = this.vault();
    const room = this.strongroom();
    if (this.#inUse?.room !== room || this.#inUse.hash !== charter.hash) {
      await room.call('charter.use', { bytes: charter.bytes });
      this.#inUse = { room, hash: charter.hash };
    }
    return room;
  }

  get strongroomPid(): number | undefined {
    return this.#strongroom?.pid;
  }

  notice(verdict: Notice['verdict'], code: Notice['code'], detail: ErrorDetail = {}): void {
    const kept = this.notices.filter((one) => one.code !== code).slice(1 - MOST_NOTICES);
    this.notices = [...kept, { id: this.#nextNotice++, verdict, code, detail: { ...detail } }];
    this.onChange();
  }

  dismiss(id: number): void {
    this.notices = this.notices.filter((one) => one.id !== id);
  }
}
