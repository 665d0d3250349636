/** Exchanges with the collector in the background, on its own schedule: nothing that a person does waits for it. */
import { networkInterfaces } from 'node:os';
import { AppError, isAppError } from '../../shared/base/app-error.ts';
import { copyOf } from '../../shared/base/bytes.ts';
import { writeTlogProof } from '../../shared/log/verify/tlog-proof.ts';
import type { EngineContext } from '../session/context.ts';
import { parseCollectorAddress } from './collector-address.ts';
import { CollectorClient } from './collector-client.ts';
import type { CollectorLink } from './collector-link.ts';
import type { CurrentLink } from './current-link.ts';
import { sendDisclosures } from './disclosures.ts';
import type { Enrolment } from './enrolment.ts';
import { greet, greetingMs } from './greeting.ts';
import type { KeptCollector } from './kept-collector.ts';
import { nextTryMs } from './next-try.ts';
import { keepReceipt } from './receipts.ts';
import { sendRound } from './send-round.ts';
import { transportOf } from './transport.ts';
import type { HeadToSend } from './upload.ts';

/** How long the next round waits for more entries after one that went well; an alert never waits. */
const AFTER_ROUND_MS = 5_000;
/** Poll interval for the administrator's decision: during the first ten minutes, and after. */
const FAST_POLL_MS = 5_000;
const SLOW_POLL_MS = 60_000;
const FAST_POLL_FOR_MS = 600_000;
const NETWORK_CHECK_MS = 5_000;
/** With more unread entries than this, which take four seconds to read, the round looks for the alerts among them. */
const SKIP_BACKLOG_ENTRIES = 4_096;
/** A larger difference of the clocks is shown to the person. */
const MAX_CLOCK_OFF_MS = 300_000;

export class RoundScheduler {
  readonly #ctx: EngineContext;
  readonly #links: CurrentLink;
  readonly #enrolling: Enrolment;
  #network = '';
  #networkAt = Number.NEGATIVE_INFINITY;

  constructor(ctx: EngineContext, links: CurrentLink, enrolling: Enrolment) {
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
    if (state === 'active' && link.waiting.readNew()) this.#ctx.changed();
    if (link.busy) return;
    const { mono } = this.#ctx.clock.look();
    this.#watchNetwork(link, mono);
    if (state === 'asked' ? this.#mayAsk(link, mono) : this.#isDue(link, mono)) void this.#run(link);
  }

  /** Tries now, whatever the back-off says. */
  tryNow(link: CollectorLink): void {
    link.tryNow();
    this.tick();
  }

  #mayAsk(link: CollectorLink, mono: number): boolean {
    const kept = this.#kept(link);
    return kept !== null && kept.address !== null && kept.letIn === 0 && mono >= link.nextTry;
  }

  #isDue(link: CollectorLink, mono: number): boolean {
    const kept = this.#kept(link);
    if (kept === null) return false;
    const receipt = link.receipt();
    // Looking at the receipt again needs no network: a receipt that is not of this log is known at once.
    if (receipt !== null && link.compared < receipt.size) return true;
    if (kept.address === null || kept.spki === null) return false;
    if (link.waiting.newestAlert > link.alertTried && link.waiting.alerts(link.uploads.alertedUpTo) > 0) return true;
    return mono >= link.nextTry && (this.#waits(link, kept) || mustGreet(link, kept, mono));
  }

  #waits(link: CollectorLink, kept: KeptCollector): boolean {
    const received = link.uploads.received;
    return link.waiting.entries(received) > 0 || (kept.asks.disclosures !== 'never' && (link.row()?.disclosed ?? 0) < received);
  }

  #kept(link: CollectorLink): KeptCollector | null {
    try {
      return link.kept();
    } catch (error) {
      link.failed(error);
      return null;
    }
  }

  async #run(link: CollectorLink): Promise<void> {
    const kept = this.#kept(link);
    if (kept === null) return;
    link.beginExchange();
    try {
      const asked = kept.state === 'asked';
      if (asked) await this.#enrolling.look(link, kept);
      else await this.#exchange(link, kept);
      link.worked();
      const { wall, mono } = this.#ctx.clock.look();
      const askAgain = wall - kept.since < FAST_POLL_FOR_MS ? FAST_POLL_MS : SLOW_POLL_MS;
      link.waitUntil(mono + (asked ? askAgain : AFTER_ROUND_MS));
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

  async #exchange(link: CollectorLink, kept: KeptCollector): Promise<void> {
    await compareReceipt(link);
    const { mono } = this.#ctx.clock.look();
    if (kept.address === null || kept.spki === null || !(this.#waits(link, kept) || mustGreet(link, kept, mono))) return;
    const to = { address: parseCollectorAddress(kept.address), pin: kept.spki };
    const client = new CollectorClient(to, transportOf(this.#ctx.ports), link.signal);
    link.alertsTried();
    try {
      if (await this.#mustSend(link, kept, client, mono)) {
        const log = await link.own.toSend();
        // In a long log the round itself looks for the alerts; what is written from now on is seen at once.
        if (link.waiting.behind > SKIP_BACKLOG_ENTRIES) link.waiting.skip(log.head.size);
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

  /** Whether there are entries to send. If there are none and the collector has not heard from this station for long, greets it. */
  async #mustSend(link: CollectorLink, kept: KeptCollector, client: CollectorClient, mono: number): Promise<boolean> {
    if (link.waiting.entries(link.uploads.received) > 0) return true;
    const receipt = link.receipt();
    if (receipt === null || !mustGreet(link, kept, mono)) return false;
    if (!(await greet(client, receipt, link.uploads))) return true;
    link.heard(mono + greetingMs(kept.asks.silence_hours, this.#chance()));
    return false;
  }

  async #send(link: CollectorLink, kept: KeptCollector, client: CollectorClient, log: HeadToSend): Promise<string> {
    const { uploads } = link;
    const newer = async (): Promise<HeadToSend | null> => {
      this.#ctx.changed();
      if (link.waiting.newestAlert < uploads.alertedUpTo) return null;
      link.alertsTried();
      return link.own.toSend();
    };
    try {
      return await sendRound(client, log, link.keys(kept), uploads, newer);
    } catch (error) {
      if (isAppError(error, 'log.bad_proof')) await showOwnEntry(client, log, uploads.headSize);
      throw error;
    }
  }

  #judgeClock(link: CollectorLink, off: number | null): void {
    if (off === null) return;
    const offMs = Math.abs(off) > MAX_CLOCK_OFF_MS ? Math.round(off) : null;
    if (link.clockRead(offMs) === 'news' && offMs !== null) this.#ctx.notice('care', 'clock-off', { off_ms: offMs });
  }

  /** After a change of network the next try is due at once. */
  #watchNetwork(link: CollectorLink, mono: number): void {
    if (mono - this.#networkAt < NETWORK_CHECK_MS) return;
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

function mustGreet(link: CollectorLink, { asks }: KeptCollector, mono: number): boolean {
  return asks.silence_hours > 0 && mono >= link.nextGreeting && link.receipt() !== null;
}

/** Compares the newest receipt with this log, once. Throws `log.anchor_differs` the first time that the roots differ. */
async function compareReceipt(link: CollectorLink): Promise<void> {
  const receipt = link.receipt();
  if (receipt === null || link.compared >= receipt.size) return;
  const same = receipt.size <= link.session.log.size && (await link.own.rootAt(receipt.size)) === receipt.root;
  link.receiptCompared(receipt.size, same ? 'same' : 'other');
  if (!same) throw new AppError('log.anchor_differs', 'the collector signed for another log than the one in this file');
}

/**
 * The collector says that this head does not continue the one it holds. Sends it this log's own entry at the last place of
 * that head: if there are two histories, that proves it, and the collector answers `collector.forked`, which is thrown.
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
    // The collector has the same entry and it is no alert: it refuses it as such, and nothing was learned.
    if (!isAppError(error, 'collector.wrong_request')) throw error;
  }
}
