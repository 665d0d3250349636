/** The desk: one member with one key reads the directory and deposits. It closes when nobody uses it. */
import { AppError } from '../../shared/base/app-error.ts';
import type { SealedRecord } from '../../shared/contract/strongroom-calls.ts';
import type { Role } from '../../shared/domain/member.ts';
import type { EngineContext } from '../session/context.ts';
import { acting, type Session } from '../session/session.ts';
import { Titles } from '../session/titles.ts';

export const DESK_IDLE_MS = 10 * 60_000;

export class Desk {
  readonly #ctx: EngineContext;

  constructor(ctx: EngineContext) {
    this.#ctx = ctx;
  }

  sit(member: string): void {
    const session = this.#ctx.vault();
    session.desk = { member, lastActMono: this.#ctx.clock.look().mono };
    this.showTitles(session);
    this.#ctx.onChange();
  }

  /** Throws `desk.closed`, and `desk.role_missing` for a member without that role. */
  at(role: Role | null): { readonly session: ReturnType<EngineContext['vault']>; readonly member: string } {
    const session = this.#ctx.vault();
    if (session.desk === null) throw new AppError('desk.closed', 'nobody is at the desk');
    const { member } = session.desk;
    if (role !== null && !session.member(member)?.roles.includes(role)) {
      throw new AppError('desk.role_missing', `this needs a ${role}`, { detail: { role, member: session.nameOf(member) } });
    }
    session.desk.lastActMono = this.#ctx.clock.look().mono;
    return { session, member };
  }

  leave(): void {
    const { session } = this.#ctx;
    if (session === null || session.desk === null) return;
    const { member } = session.desk;
    session.desk = null;
    if (session.open === null) {
      session.titles?.stop();
      session.titles = null;
      this.#ctx.endStrongroom();
    } else {
      void this.#ctx
        .strongroom()
        .call('member.forget', { member })
        .catch(() => undefined);
    }
    session.write([{ act: 'desk.close', out: 'ok', who: [acting(member, null, null)], say: { member: session.nameOf(member) } }]);
    this.#ctx.onChange();
  }

  act(): void {
    const desk = this.#ctx.session?.desk;
    if (desk !== null && desk !== undefined) desk.lastActMono = this.#ctx.clock.look().mono;
  }

  tick(): void {
    const desk = this.#ctx.session?.desk;
    if (desk !== null && desk !== undefined && this.#ctx.clock.look().mono - desk.lastActMono >= DESK_IDLE_MS) this.leave();
  }

  /** Takes the directory out of the file, sealed as it is: nobody waits for the disk once a key is touched. */
  layOutTitles(session: Session): Titles {
    // The table holds what `directory.write` sealed: its kinds are the record's.
    session.titles ??= new Titles(session.file.read.directory.all() as readonly SealedRecord[]);
    return session.titles;
  }

  /** Begins to read the directory, which a key has opened; the screens fill as it comes. */
  showTitles(session: Session): void {
    const titles = this.layOutTitles(session);
    void titles
      .read(this.#ctx.strongroom(), () => this.#ctx.onChange())
      .catch(() => this.#ctx.ports.report('the directory could not be read'));
  }

  /** The titles at hand: of the desk, or of the open window. Throws `desk.closed`. */
  titles(): Titles {
    const { titles } = this.#ctx.vault();
    if (titles === null || !titles.unlocked) throw new AppError('desk.closed', 'nobody has unlocked the directory');
    return titles;
  }
}
