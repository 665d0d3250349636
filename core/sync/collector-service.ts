/** The collector, as the contract asks for it. */
import type { InputIn, OutputIn } from '../../shared/contract/call.ts';
import type { calls } from '../../shared/contract/calls.ts';
import type { View } from '../../shared/contract/view.ts';
import type { EngineContext } from '../session/context.ts';
import { FileExchange } from './carrying.ts';
import { collectorViewOf, syncLineOf } from './collector-views.ts';
import { CurrentLink } from './current-link.ts';
import { Enrolment } from './enrolment.ts';
import { RoundScheduler } from './round-scheduler.ts';

type Calls = typeof calls;
type In<Name extends keyof Calls> = InputIn<Calls, Name>;
type Out<Name extends keyof Calls> = OutputIn<Calls, Name>;

/**
 * Enrolment, uploads, receipts and files for a collector, for the open vault. A collector that cannot be reached never stops
 * other work.
 */
export class CollectorService {
  readonly #ctx: EngineContext;
  readonly #links: CurrentLink;
  readonly #enrolling: Enrolment;
  readonly #carrying: FileExchange;
  readonly #rounds: RoundScheduler;

  constructor(ctx: EngineContext) {
    this.#ctx = ctx;
    this.#links = new CurrentLink(ctx);
    this.#enrolling = new Enrolment(ctx);
    this.#carrying = new FileExchange(ctx, this.#enrolling);
    this.#rounds = new RoundScheduler(ctx, this.#links, this.#enrolling);
  }

  tick(): void {
    this.#rounds.tick();
  }

  /** The vault was opened: from now on every entry says what the collector has signed for. */
  begin(): void {
    this.#links.now();
  }

  /** The vault closes: whatever is under way ends, and is taken up again when it is opened. */
  end(): void {
    this.#links.end();
  }

  view(): Pick<View, 'collector' | 'sync'> {
    const link = this.#links.now();
    if (link === null) return { collector: null, sync: null };
    const collector = collectorViewOf(link, this.#ctx.clock.look().mono);
    return { collector, sync: syncLineOf(collector) };
  }

  ask(input: In<'collector.ask'>): Promise<void> {
    return this.#enrolling.ask(this.#links.open(), input);
  }

  confirm({ request }: In<'collector.confirm'>): void {
    this.#enrolling.confirm(this.#links.open(), request);
  }

  leave(): void {
    this.#enrolling.leave(this.#links.open());
  }

  tryNow(): void {
    this.#rounds.tryNow(this.#links.open());
  }

  move({ address }: In<'collector.move'>): void {
    this.#enrolling.move(this.#links.open(), address);
  }

  async exportRequest(): Promise<Out<'collector.exportRequest'>> {
    return { path: await this.#carrying.exportRequest(this.#links.open()) };
  }

  async importAnswer(): Promise<Out<'collector.importAnswer'>> {
    return { answer: await this.#carrying.importAnswer(this.#links.open()) };
  }

  exportBundle({ from }: In<'collector.exportBundle'>): Promise<Out<'collector.exportBundle'>> {
    return this.#carrying.exportBundle(this.#links.open(), from);
  }

  async importReceipt(): Promise<Out<'collector.importReceipt'>> {
    return { receipt: await this.#carrying.importReceipt(this.#links.open()) };
  }

  async readReceipt({ text }: In<'collector.readReceipt'>): Promise<Out<'collector.readReceipt'>> {
    return { receipt: await this.#carrying.readReceipt(this.#links.open(), text) };
  }

  receiptText(): Out<'collector.receiptText'> {
    return { text: this.#links.open().receipt()?.note ?? null };
  }
}
