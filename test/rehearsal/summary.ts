/** What a rehearsal did, step by step: written after each step, so that a failure leaves the name of the step it was in. */
import { writeFileSync } from 'node:fs';

export interface Step {
  readonly name: string;
  readonly ms: number;
  readonly ok: boolean;
}

export class Summary {
  readonly #path: string;
  readonly #steps: Step[] = [];
  host = '';
  entries = 0;

  constructor(path: string) {
    this.#path = path;
  }

  /** Runs one step and writes it down, whatever comes of it. */
  async step<T>(name: string, act: () => Promise<T>): Promise<T> {
    const from = performance.now();
    const done = (ok: boolean): void => {
      this.#steps.push({ name, ms: Math.round(performance.now() - from), ok });
      this.write(false);
      console.log(`${ok ? 'done  ' : 'FAILED'} ${name} (${this.#steps.at(-1)?.ms} ms)`);
    };
    try {
      const value = await act();
      done(true);
      return value;
    } catch (error) {
      done(false);
      throw error;
    }
  }

  /** `ok` is the whole: true only when the last step has ended well. */
  write(ok: boolean): void {
    const { host, entries } = this;
    writeFileSync(this.#path, `${JSON.stringify({ host, steps: this.#steps, entries, ok }, null, 2)}\n`);
  }
}
