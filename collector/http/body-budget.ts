import { AppError } from '../../shared/base/app-error.ts';

/** A request that holds a part of the room. */
export interface Tenant {
  /** Holds so many bytes more. Throws `collector.too_many` when it had to give way, now or before. */
  hold(bytes: number): void;
  /** It has shown that it is worth its room: its time begins anew. */
  advance(): void;
  /** What it held is done with. */
  release(): void;
  leave(): void;
}

interface Share {
  bytes: number;
  since: number;
  readonly evict: () => void;
}

/**
 * The memory that bodies take while they are read, shared by all requests. When more is wanted than there is, the one gives way
 * that has held most for longest without showing anything for it: who sends slowly what is large, and never who sends a head.
 */
export class BodyBudget {
  readonly #mostBytes: number;
  readonly #shares = new Set<Share>();
  #held = 0;

  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes;
  }

  /** `evict` is called once, when this request has to give way. */
  enter(evict: () => void): Tenant {
    const share: Share = { bytes: 0, since: performance.now(), evict };
    this.#shares.add(share);
    return {
      hold: (bytes) => {
        if (this.#shares.has(share)) this.#grow(share, bytes);
        if (!this.#shares.has(share)) throw new AppError('collector.too_many', 'too much is being sent at once');
      },
      advance: () => {
        share.since = performance.now();
      },
      release: () => {
        if (this.#shares.has(share)) this.#held -= share.bytes;
        share.bytes = 0;
      },
      leave: () => this.#remove(share),
    };
  }

  #grow(share: Share, bytes: number): void {
    share.bytes += bytes;
    this.#held += bytes;
    while (this.#held > this.#mostBytes) {
      const heaviest = this.#heaviest();
      this.#remove(heaviest);
      heaviest.evict();
    }
  }

  #heaviest(): Share {
    const now = performance.now();
    const weight = ({ bytes, since }: Share) => bytes * (1 + now - since);
    return [...this.#shares].reduce((a, b) => (weight(b) > weight(a) ? b : a));
  }

  #remove(share: Share): void {
    if (this.#shares.delete(share)) this.#held -= share.bytes;
  }
}
