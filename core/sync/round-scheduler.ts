/** The exchange with the collector, by itself and in the background: nothing that a person does waits for any of it. */
import { networkInterfaces } from 'node:os';
import { AppError, isAppError } from '../../shared/base/app-error.ts';
import { copyOf } from '../../shared/base/bytes.ts';
import { writeTlogProof } from '../../shared/log/verify/tlog-proof.ts';
import type { EngineContext } from '../session/context.ts';
import { parseCollectorAddress } from './collector-address.ts';
import { CollectorClient } from './collector-client.ts';
import type { Link } from './collector-link.ts';
import type { Links } from './current-link.ts';
import { sendDisclosures } from './disclosures.ts';
import type { Enrolling } from './enrolment.ts';
import { greet, greetingMs } from './greeting.ts';
import type { KeptCollector } from './kept-collector.ts';
import { nextTryMs } from './next-try.ts';
import { keepReceipt } from './receipts.ts';
import { syncRound } from './send-round.ts';
import { transportOf } from './transport.ts';
import type { HeadToSend } from './upload.ts';

/** After a round that went well, the next one waits so long for more to come; an alert never waits. */
const QUIET_MS = 5_000;
/** How often it is asked whether the administrator has decided: while people are probably at it, and later. */
const ASK_MS = 5_000;
const ASK_LATER_MS = 60_000;
const AT_IT_MS = 600_000;
const NETWORK_MS = 5_000;
/** So many entries are read in four seconds. */
const FAR_BEHIND = 4_096;
/** A clock that is off by more is said. */
const CLOCK_OFF_MS = 300_000;

export class Rounds {
  readonly #ctx: EngineContext;
  readonly #links: Links;
  readonly #enrolling: Enrolling;
  #network = '';
  #networkAt = Number.NEGATIVE_INFINITY;

  constructor(ctx: EngineContext, links: Links, enrolling: Enrolling) {
    this.#ctx = ctx;
    this.#links = links;
    this.#enrolling = enrolling;
  }

  /** Called a few times a second: begins what is due, and returns at once. */
  tick(): void {
    const link = this.#links.now();
    if (link === null) return;
    const state = link.row()?.state;
    if (state !== 'asked' && state !== 'active') return;
    if (state === 'active' && link.waiting.readNew()) this.#ctx.onChange();
    if (link.busy) return;
    const { mono } = this.#ctx.clock.look();
    this.#watchNetwork(link, mono);
    if (state === 'asked' ? this.#mayAsk(link, mono) : this.#isDue(link, mono)) void this.#run(link);
  }

  /** Whatever the next try was to be. */
  tryNow(link: Link): void {
    link.tryNow();
    this.tick();
  }

  #mayAsk(link: Link, mono: number): boolean {
    const kept = this.#kept(link);
    return kept !== null && kept.address !== null && kept.letIn === 0 && mono >= link.nextTry;
  }

  #isDue(link: Link, mono: number): boolean {
    const kept = this.#kept(link);
    if (kept === null) return false;
    const receipt = link.receipt();
    // Looking at the receipt again needs no network: a receipt that is not of this log is known at once.
    if (receipt !== null && link.compared < receipt.size) return true;
    if (kept.address === null || kept.spki === null) return false;
    if (link.waiting.newestAlert > link.alertTried && link.waiting.alerts(link.standing.told) > 0) return true;
    return mono >= link.nextTry && (this.#waits(link, kept) || mustGreet(link, kept, mono));
  }

  #waits(link: Link, kept: KeptCollector): boolean {
    const received = link.standing.received;
    return link.waiting.entries(received) > 0 || (kept.asks.disclosures !== 'never' && (link.row()?.disclosed ?? 0) < received);
  }

  #kept(link: Link): KeptCollector | null {
    try {
      return link.kept();
    } catch (error) {
      link.failed(error);
      return null;
    }
  }

  async #run(link: Link): Promise<void> {
    const kept = this.#kept(link);
    if (kept === null) return;
    link.beginExchange();
    try {
      const asked = kept.state === 'asked';
      if (asked) await this.#enrolling.look(link, kept);
      else await this.#exchange(link, kept);
      link.worked();
      const { wall, mono } = this.#ctx.clock.look();
      const askAgain = wall - kept.since < AT_IT_MS ? ASK_MS : ASK_LATER_MS;
      link.waitUntil(mono + (asked ? askAgain : QUIET_MS));
    } catch (error) {
      if (link.signal.aborted || this.#ctx.session !== link.session) return;
      link.failed(error);
      const retry = isAppError(error) ? error.detail['retryAfterSeconds'] : undefined;
      const wait = nextTryMs(link.failures, typeof retry === 'number' ? retry : null, this.#chance());
      link.waitUntil(this.#ctx.clock.look().mono + wait);
    } finally {
      link.exchangeEnded();
    }
  }

  async #exchange(link: Link, kept: KeptCollector): Promise<void> {
    await compareReceipt(link);
    const { mono } = this.#ctx.clock.look();
    if (kept.address === null || kept.spki === null || !(this.#waits(link, kept) || mustGreet(link, kept, mono))) return;
    const to = { address: parseCollectorAddress(kept.address), pin: kept.spki };
    const client = new CollectorClient(to, transportOf(this.#ctx.ports), link.signal);
    link.alertsTried();
    try {
      if (await this.#mustSend(link, kept, client, mono)) {
        const log = await link.own.toSend();
        // Of a long log the round itself looks for what is to be told; what is written from now on is seen at once.
        if (link.waiting.behind > FAR_BEHIND) link.waiting.skip(log.head.size);
        const note = await this.#send(link, kept, client, log);
        link.requireOpen();
        keepReceipt(link, kept, note, 'sync.receipt');
        link.heard(mono + greetingMs(kept.asks.silence_hours, this.#chance()));
      }
      await sendDisclosures(client, link, kept);
    } finally {
      this.#judgeClock(link, client.clockOffMs);
    }
  }

  /** Whether there are entries for the collector. Where there are none, and it was long ago, it is told that this station is there. */
  async #mustSend(link: Link, kept: KeptCollector, client: CollectorClient, mono: number): Promise<boolean> {
    if (link.waiting.entries(link.standing.received) > 0) return true;
    const receipt = link.receipt();
    if (receipt === null || !mustGreet(link, kept, mono)) return false;
    if (!(await greet(client, receipt, link.standing))) return true;
    link.heard(mono + greetingMs(kept.asks.silence_hours, this.#chance()));
    return false;
  }

  async #send(link: Link, kept: KeptCollector, client: CollectorClient, log: HeadToSend): Promise<string> {
    const { standing } = link;
    const newer = async (): Promise<HeadToSend | null> => {
      this.#ctx.onChange();
      if (link.waiting.newestAlert < standing.told) return null;
      link.alertsTried();
      return link.own.toSend();
    };
    try {
      return await syncRound(client, log, link.keys(kept), standing, newer);
    } catch (error) {
      if (isAppError(error, 'log.bad_proof')) await showOwnEntry(client, log, standing.headSize);
      throw error;
    }
  }

  #judgeClock(link: Link, off: number | null): void {
    if (off === null) return;
    const offMs = Math.abs(off) > CLOCK_OFF_MS ? Math.round(off) : null;
    if (link.clockRead(offMs) === 'news' && offMs !== null) this.#ctx.notice('care', 'clock-off', { off_ms: offMs });
  }

  /** Another network is another chance. */
  #watchNetwork(link: Link, mono: number): void {
    if (mono - this.#networkAt < NETWORK_MS) return;
    this.#networkAt = mono;
    const network = Object.values(networkInterfaces())
      .flatMap((addresses) => (addresses ?? []).filter(({ internal }) => !internal).map(({ address }) => address))
      .sort()
      .join(' ');
    if (network !== this.#network && this.#network !== '') link.wayChanged();
    this.#network = network;
  }

  #chance(): number {
    const [byte = 0] = this.#ctx.ports.random(1);
    return byte / 256;
  }
}

function mustGreet(link: Link, { asks }: KeptCollector, mono: number): boolean {
  return asks.silence_hours > 0 && mono >= link.nextGreeting && link.receipt() !== null;
}

/** Looks once whether the newest receipt is over this log. Throws `log.anchor_differs` the first time that it is not. */
async function compareReceipt(link: Link): Promise<void> {
  const receipt = link.receipt();
  if (receipt === null || link.compared >= receipt.size) return;
  const same = receipt.size <= link.session.log.size && (await link.own.rootAt(receipt.size)) === receipt.root;
  link.receiptCompared(receipt.size, same ? 'same' : 'other');
  if (!same) throw new AppError('log.anchor_differs', 'the collector signed for another log than the one in this file');
}

/**
 * The collector's head does not lead to this one, as far as its proof shows. What this log has at the last place of that head
 * proves two histories where they are two: the collector then answers `collector.forked`, which is thrown.
 */
async function showOwnEntry(client: CollectorClient, log: HeadToSend, held: number): Promise<void> {
  const index = Math.min(held, log.head.size) - 1;
  if (index < 0) return;
  const [leaf] = await log.leaves(index, index + 1);
  if (leaf === undefined) return;
  const proof = await log.tree.inclusionProof(index);
  try {
    await client.alert(writeTlogProof({ index, proof, checkpoint: log.checkpoint, extra: copyOf(leaf) }));
  } catch (error) {
    // An entry that is the same there, and is none that is told at once, is refused as such: nothing was learned.
    if (!isAppError(error, 'collector.wrong_request')) throw error;
  }
}
