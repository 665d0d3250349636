/** Tells open pages what changed, at most once a second: one look at the database for all of them. */
import type { ServerResponse } from 'node:http';
import { AppError } from '../../shared/base/app-error.ts';
import type { Collector } from '../ground/collector.ts';

const LOOK_MS = 1_000;
/** How often each page's session is checked: after a sign-out, its page hears nothing more within this time. */
const CHECK_MS = 2_000;
/** Proxies cut an event stream that is silent for longer. */
const BEAT_MS = 15_000;
const MOST_PAGES = 200;

/** Opaque to the page: a different value means that something changed. */
interface Standing {
  /** Entries and alerts. */
  readonly pos: number;
  /** Stations: heads, entries, receipts, decisions. */
  readonly logs: string;
  /** The own log: acts of people. */
  readonly own: number;
}

/** The pages that are open and told of changes by server-sent events. A page whose session has ended is closed. */
export class Live {
  readonly #collector: Collector;
  readonly #report: (problem: string) => void;
  readonly #pages = new Map<ServerResponse, { readonly stillIn: () => Promise<boolean>; checkedAt: number; saidAt: number }>();
  #timer: NodeJS.Timeout | null = null;
  #last = '';

  constructor(collector: Collector, report: (problem: string) => void) {
    this.#collector = collector;
    this.#report = report;
  }

  /** Keeps telling this page until it goes away, or its person is signed in no more. Throws `collector.too_many`. */
  async add(response: ServerResponse, stillIn: () => Promise<boolean>): Promise<void> {
    if (this.#pages.size >= MOST_PAGES) throw new AppError('collector.too_many', 'too many pages are open');
    const first = await this.#look();
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.write(`retry: 2000\ndata: ${first}\n\n`);
    this.#pages.set(response, { stillIn, checkedAt: Date.now(), saidAt: Date.now() });
    response.on('close', () => this.#forget(response));
    this.#timer ??= setInterval(() => void this.#tell(), LOOK_MS).unref();
  }

  end(): void {
    for (const response of this.#pages.keys()) response.end();
    this.#pages.clear();
    if (this.#timer !== null) clearInterval(this.#timer);
    this.#timer = null;
  }

  #forget(response: ServerResponse): void {
    this.#pages.delete(response);
    if (this.#pages.size === 0) this.end();
  }

  async #look(): Promise<string> {
    const { db } = this.#collector;
    const pos = await db.one<{ pos: number }>('SELECT pos FROM counter WHERE id = 0');
    const own = await db.one<{ size: number }>('SELECT size FROM own_head WHERE id = 0');
    const logs = await db.one<{ logs: number; sizes: number; here: number; receipts: number; seen: number }>(
      `SELECT COUNT(*) AS logs, CAST(COALESCE(SUM(size), 0) AS BIGINT) AS sizes, CAST(COALESCE(SUM(next), 0) AS BIGINT) AS here,
       CAST(COALESCE(SUM(receipt_time), 0) AS BIGINT) AS receipts, COALESCE(MAX(seen_at), 0) AS seen FROM log`,
    );
    const standing: Standing = { pos: pos?.pos ?? 0, logs: Object.values(logs ?? {}).join('.'), own: own?.size ?? 0 };
    return JSON.stringify(standing);
  }

  async #tell(): Promise<void> {
    try {
      const standing = await this.#look();
      const now = Date.now();
      for (const [response, page] of this.#pages) {
        if (now - page.checkedAt >= CHECK_MS) {
          page.checkedAt = now;
          if (!(await page.stillIn())) {
            response.end();
            continue;
          }
        }
        const news = standing !== this.#last;
        if (!news && now - page.saidAt < BEAT_MS) continue;
        page.saidAt = now;
        response.write(news ? `data: ${standing}\n\n` : ': here\n\n');
      }
      this.#last = standing;
    } catch (error) {
      this.#report(error instanceof Error ? `${error.name}: ${error.message}` : 'something was thrown');
    }
  }
}
