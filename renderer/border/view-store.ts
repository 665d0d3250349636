/** The one thing that the renderer remembers: main's last snapshot, and when it came. */
import { type View, view as viewSchema } from '../../shared/contract/view.ts';
import { ask } from './ask.ts';
import { bridge } from './bridge.ts';

/** What main last sent, and when it came. */
export interface Snapshot {
  readonly view: View;
  /** `performance.now()` at which it came: `…InMs` counts from here. */
  readonly receivedAt: number;
}

/** `gone`: main does not answer; whatever was on the screen may no longer be true. */
export type Seen = { readonly state: 'starting' } | { readonly state: 'gone' } | { readonly state: 'here'; readonly snapshot: Snapshot };

const QUIET_MS = 20_000;
const ANSWERS_WITHIN_MS = 8_000;

/** Keeps the last snapshot of main, and notices when main has ended. */
export class ViewStore {
  #seen: Seen = { state: 'starting' };
  #heardAt = performance.now();
  readonly #listeners = new Set<() => void>();

  /** Starts to listen; ends when the returned function is called. */
  start(): () => void {
    const main = bridge();
    if (main === null) {
      this.#set({ state: 'gone' });
      return () => {};
    }
    const stop = main.on('view', (pushed) => this.#accept(pushed));
    void this.#refresh();
    const pulse = window.setInterval(() => {
      if (performance.now() - this.#heardAt > QUIET_MS || this.#seen.state === 'gone') void this.#refresh();
    }, 5_000);
    return () => {
      stop();
      window.clearInterval(pulse);
    };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly get = (): Seen => this.#seen;

  async #refresh(): Promise<void> {
    const late = Promise.withResolvers<null>();
    const timer = window.setTimeout(() => late.resolve(null), ANSWERS_WITHIN_MS);
    const answer = await Promise.race([ask('app.view', {}).catch(() => null), late.promise]);
    window.clearTimeout(timer);
    if (answer === null) this.#set({ state: 'gone' });
    else this.#take(answer);
  }

  /** A pushed snapshot comes from main unasked, so it is parsed here. One that is malformed is as good as none. */
  #accept(pushed: unknown): void {
    const parsed = viewSchema.safeParse(pushed);
    if (parsed.success) this.#take(parsed.data);
    else this.#set({ state: 'gone' });
  }

  #take(view: View): void {
    this.#heardAt = performance.now();
    const old = this.#seen;
    // A reply may be overtaken by a push: never go back.
    if (old.state === 'here' && view.revision < old.snapshot.view.revision) return;
    this.#set({ state: 'here', snapshot: { view, receivedAt: this.#heardAt } });
  }

  #set(seen: Seen): void {
    this.#seen = seen;
    for (const listener of this.#listeners) listener();
  }
}
