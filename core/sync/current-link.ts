import { AppError } from '../../shared/base/app-error.ts';
import type { EngineContext } from '../session/context.ts';
import { Link } from './collector-link.ts';

/** The link of the vault that is open. A founding has none: its log is sent once it is a vault. */
export class Links {
  readonly #ctx: EngineContext;
  #link: Link | null = null;

  constructor(ctx: EngineContext) {
    this.#ctx = ctx;
  }

  /** Null unless a vault is open. */
  now(): Link | null {
    const { session } = this.#ctx;
    if (this.#link !== null && this.#link.session !== session) this.end();
    if (session === null || session.charter === null || session.file.stage !== 'vault') return null;
    this.#link ??= new Link(this.#ctx, session);
    return this.#link;
  }

  /** Throws `vault.none_open`, and `vault.half_founded` in a founding. */
  open(): Link {
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
