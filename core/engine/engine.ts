import type { Handlers } from '../../shared/contract/handlers.ts';
import type { View } from '../../shared/contract/view.ts';
import type { SealReason } from '../../shared/domain/window.ts';

/** The vault engine as its host uses it. */
export interface Engine {
  /** One for each call of the contract. */
  readonly handlers: Handlers;
  /** The snapshot, now and after every change, not more often than the screen can follow. Gives the function that ends it. */
  onView(listener: (view: View) => void): () => void;
  view(): View;
  /** The machine sleeps or the screen locks: what is open seals, and the desk closes. */
  seal(reason: SealReason): void;
  /** The renderer tried something that it may not do. Written to the log of what is open. `more`: how many times besides. */
  refused(kind: string, what: string, more: number): void;
  /** Seals, closes the file, ends the strongroom. */
  stop(): void;
  /** Undefined while no strongroom runs. */
  readonly strongroomPid: number | undefined;
}
