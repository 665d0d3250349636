import type { Bytes } from '../../shared/base/bytes.ts';
import type { Ceremony } from '../../shared/domain/ceremony-state.ts';
import type { ClockLook } from '../../shared/domain/window.ts';

/** A request that is gathered or open, with its bytes as the custodians sign them. */
export class RunningRequest {
  readonly bytes: Bytes;
  readonly declared: ClockLook;
  #ceremony: Ceremony;

  constructor(ceremony: Ceremony, bytes: Bytes, declared: ClockLook) {
    this.#ceremony = ceremony;
    this.bytes = bytes;
    this.declared = declared;
  }

  /** The state of the ceremony after its last step. */
  get ceremony(): Ceremony {
    return this.#ceremony;
  }

  /** The ceremony took a step. Decided by shared/domain, and durable where it must be, before this is called. */
  advance(next: Ceremony): void {
    this.#ceremony = next;
  }

  /** The instant that counts for this request, in UTC milliseconds: setting the wall clock back does not make it last longer. */
  now({ wall, mono }: ClockLook): number {
    return Math.max(wall, this.declared.wall + (mono - this.declared.mono));
  }
}
