import { Strongroom, type StrongroomPort } from './strongroom-client.ts';

/** Starts the strongroom when it is first needed, and ends it. There is one at a time. */
export class StrongroomKeeper {
  readonly #spawn: () => StrongroomPort;
  readonly #onGone: () => void;
  #strongroom: Strongroom | null = null;

  /** `onGone` is called when the process ends without having been asked to. */
  constructor(spawn: () => StrongroomPort, onGone: () => void) {
    this.#spawn = spawn;
    this.#onGone = onGone;
  }

  /** The running strongroom, or a fresh one. */
  current(): Strongroom {
    if (this.#strongroom === null) {
      const started: Strongroom = new Strongroom(this.#spawn(), () => {
        if (this.#strongroom !== started) return;
        this.#strongroom = null;
        this.#onGone();
      });
      this.#strongroom = started;
    }
    return this.#strongroom;
  }

  /** Ends the process, and with it every key and plaintext of this station. Does nothing when none runs. */
  end(): void {
    const strongroom = this.#strongroom;
    this.#strongroom = null;
    strongroom?.end();
  }

  /** Undefined when none runs. */
  get pid(): number | undefined {
    return this.#strongroom?.pid;
  }
}
