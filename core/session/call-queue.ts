/** One act after the other: what a person does is never interleaved with itself. */
export class CallQueue {
  #last: Promise<unknown> = Promise.resolve();

  /** Runs `act` when everything before it has ended, however that ended. */
  run<T>(act: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(act, act);
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}
