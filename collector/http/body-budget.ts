import { AppError } from '../../shared/base/app-error.ts';

/** The part of the budget that one request holds. */
export interface BodyHold {
  /** Takes this many bytes more. Throws `collector.too_many` when this request had to give way, now or before. */
  take(bytes: number): void;
  /** The request has shown that it is worth its part: its time starts again. */
  advance(): void;
  /** Gives back what it holds, and goes on. */
  release(): void;
  /** Gives back everything: the request has ended. */
  leave(): void;
}

interface Share {
  bytes: number;
  since: number;
  readonly evict: () => void;
}

/**
 * The memory for request bodies while they are read, shared by all requests. When it runs out, the request gives way that has
 * held the most for the longest with nothing to show for it: a large body that arrives slowly, never one that sends a head.
 */
export class BodyBudget {
  readonly #mostBytes: number;
  readonly #shares = new Set<Share>();
  #held = 0;

  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes;
  }

  /** `evict` is called once, when this request has to give way. */
  enter(evict: () => void): BodyHold {
    const share: Share = { bytes: 0, since: performance.now(), evict };
    this.#shares.add(share);
    return {
      take: (bytes) => {
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
