import { AppError } from '../../shared/base/app-error.ts';
import type { EngineContext } from '../session/context.ts';
import { CollectorLink } from './collector-link.ts';

/** The link of the vault that is open. A founding has none: its log is sent once it is a vault. */
export class CurrentLink {
  readonly #ctx: EngineContext;
  #link: CollectorLink | null = null;

  constructor(ctx: EngineContext) {
    this.#ctx = ctx;
  }

  /** Null unless a vault is open. */
  now(): CollectorLink | null {
    const { session } = this.#ctx;
    if (this.#link !== null && this.#link.session !== session) this.end();
    if (session === null || session.charter === null || session.file.stage !== 'vault') return null;
    this.#link ??= new CollectorLink(this.#ctx, session);
    return this.#link;
  }

  /** Throws `vault.none_open`, and `vault.half_founded` in a founding. */
  open(): CollectorLink {
    this.#ctx.founded();
    const link = this.now();
    if (link === null) throw new AppError('vault.none_open', 'no vault is open');
    return link;
  }

  /** Ends whatever is under way: the vault closes. */
  end(): void {
    this.#link?.end();
    this.#link = null;
  }
}
