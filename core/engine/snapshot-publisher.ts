import type { View } from '../../shared/contract/view.ts';

/** One frame of the screen: changes that come together are drawn together. */
const FRAME_MS = 16;

/** Gives the snapshot to its listeners after every change, not more often than the screen can follow. */
export class SnapshotPublisher {
  readonly #listeners = new Set<(view: View) => void>();
  readonly #build: () => View;
  #due: NodeJS.Timeout | null = null;

  constructor(build: () => View) {
    this.#build = build;
  }

  /** Calls `listener` with every snapshot until the function that it returns is called. */
  onView(listener: (view: View) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  publishSoon(): void {
    this.#due ??= setTimeout(() => {
      this.#due = null;
      const view = this.#build();
      for (const listener of this.#listeners) listener(view);
    }, FRAME_MS);
  }

  /** Cancels a snapshot that was due. */
  stop(): void {
    if (this.#due !== null) clearTimeout(this.#due);
  }
}
