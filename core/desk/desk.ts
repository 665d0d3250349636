/** The desk: one member with one key reads the directory and deposits. It closes when nobody uses it. */
import { AppError } from '../../shared/base/app-error.ts';
import type { Role } from '../../shared/domain/member.ts';
import { acting } from '../session/acting.ts';
import type { EngineContext } from '../session/context.ts';
import type { SessionInForce } from '../session/session.ts';
import { showTitles } from '../session/show-titles.ts';
import type { Titles } from '../session/titles.ts';

/** How long the desk stays open with nobody using it. */
export const DESK_IDLE_MS = 10 * 60_000;

/** Who is at the desk, the directory that they may read, and when they leave or are idle for too long. At most one member at a time. */
export class Desk {
  readonly #ctx: EngineContext;

  constructor(ctx: EngineContext) {
    this.#ctx = ctx;
  }

  /** Opens the desk for this member, whose key the caller has verified. The directory is read from now on. */
  sit(member: string): void {
    const session = this.#ctx.vault();
    session.sitDown(member, this.#ctx.clock.look().mono);
    showTitles(this.#ctx, session);
    this.#ctx.changed();
  }

  /** Who is at the desk. Throws `desk.closed`, and `desk.role_missing` for a member without that role. Counts as activity there. */
  requireAtDesk(role: Role | null): { readonly session: SessionInForce; readonly member: string } {
    const session = this.#ctx.vault();
    if (session.desk === null) throw new AppError('desk.closed', 'nobody is at the desk');
    const { member } = session.desk;
    if (role !== null && !session.member(member)?.roles.includes(role)) {
      throw new AppError('desk.role_missing', `this needs a ${role}`, { detail: { role, member: session.nameOf(member) } });
    }
    this.noteActivity();
    return { session, member };
  }

  /** Closes the directory and logs it. Does nothing when nobody is at the desk. */
  leave(): void {
    const { session } = this.#ctx;
    const left = session?.leaveDesk() ?? null;
    if (session === null || left === null) return;
    const { member } = left;
    if (left.strongroom === 'kept')
      void this.#ctx
        .strongroom()
        .call('member.forget', { member })
        .catch(() => undefined);
    session.write([{ act: 'desk.close', out: 'ok', who: [acting(member, null, null)], say: { member: session.nameOf(member) } }]);
    this.#ctx.changed();
  }

  /** Restarts the idle time because the person at the desk did something. Does nothing when nobody is there. */
  noteActivity(): void {
    this.#ctx.session?.noteDeskActivity(this.#ctx.clock.look().mono);
  }

  /** Leaves the desk when nobody has used it for `DESK_IDLE_MS`. Called on every tick of the engine. */
  tick(): void {
    const desk = this.#ctx.session?.desk ?? null;
    if (desk !== null && this.#ctx.clock.look().mono - desk.lastActMono >= DESK_IDLE_MS) this.leave();
  }

  /** The unlocked directory, of the desk or of the open window. Throws `desk.closed`. */
  titles(): Titles {
    const { titles } = this.#ctx.vault();
    if (titles === null || !titles.unlocked) throw new AppError('desk.closed', 'nobody has unlocked the directory');
    return titles;
  }
}
