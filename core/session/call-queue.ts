const NOTHING: Record<string, never> = {};

/** One act after the other: what a person does is never interleaved with itself. */
export class CallQueue {
  #last: Promise<unknown> = Promise.resolve();

  /** Runs `act` when everything before it has ended, however that ended. */
  run<T>(act: () => Promise<T>): Promise<T> {
    const turn = this.#last.then(act, act);
    this.#last = turn.catch(() => undefined);
    return turn;
  }

  /** A handler that waits for its turn. */
  inTurn<Input, Output>(act: (input: Input) => Output | Promise<Output>): (input: Input) => Promise<Output> {
    return (input) => this.run(async () => act(input));
  }

  /** As `inTurn`, for a call that answers nothing but that it is done. */
  quietly<Input>(act: (input: Input) => unknown): (input: Input) => Promise<Record<string, never>> {
    return this.inTurn(async (input: Input) => {
      await act(input);
      return NOTHING;
    });
  }
}

/** A handler that runs at once, whatever is under way, and answers nothing but that it is done. */
export function atOnce<Input>(act: (input: Input) => unknown): (input: Input) => Record<string, never> {
  return (input) => {
    act(input);
    return NOTHING;
  };
}
