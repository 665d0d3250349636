/** Sums what lies between its starts and stops. Milliseconds. */
export class Stopwatch {
  #sum = 0;
  #since: number | null = null;

  start(): void {
    this.#since ??= performance.now();
  }

  stop(): void {
    if (this.#since !== null) this.#sum += performance.now() - this.#since;
    this.#since = null;
  }

  get ms(): number {
    return this.#sum + (this.#since === null ? 0 : performance.now() - this.#since);
  }
}
