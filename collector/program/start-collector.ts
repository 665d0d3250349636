/** The collector whole: stations over TLS, people and machines on loopback, the feeds, and the watch over what did not happen. */
import { existsSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sha256 } from '../../core/hash/node-hash.ts';
import { isAppError } from '../../shared/base/app-error.ts';
import { sixWords } from '../../shared/crypto/words.ts';
import { collectorFingerprint } from '../../shared/log/note/collector-key.ts';
import { type FirstLink, firstLink } from '../console/invitations.ts';
import { consoleServer } from '../console/server/console-server.ts';
import type { Collector } from '../ground/collector.ts';
import { stationServer } from '../http/station-server.ts';
import { isStatus, type StatusFacts, statusReply } from '../http/status.ts';
import { tellMove } from '../migrate/tell-move.ts';
import { isLoopback } from '../sinks/loopback.ts';
import { sinkLedger } from '../sinks/stored-sink-ledger.ts';
import { whileHeld } from '../store/while-held.ts';
import { type WatchPolicy, watchOnce } from '../watch/watch.ts';
import type { Config, ListenPlace } from './config-schema.ts';
import { dataFolder } from './data-folder.ts';
import { roleWarnings } from './database-role.ts';
import { runFeeds } from './feeds.ts';
import { holdFile } from './one-process.ts';
import { type CollectorPlace, openCollector } from './open-collector.ts';
import { sinksOf, sinkWarnings } from './sinks-of.ts';
import { Stop, systemCode } from './stop.ts';
import { stopServer } from './stop-server.ts';
import { PRODUCT_VERSION } from './version.ts';

const GRACE_MS = 8_000;
const FEEDS_GRACE_MS = 5_000;
const WATCH_MS = 30_000;
const SOON_MS = 30 * 86_400_000;

export interface StartOptions extends CollectorPlace {
  /** Takes one sentence for the person who runs the collector: a warning, or a fault of the collector. */
  readonly report: (sentence: string) => void;
}

export interface RunningCollector {
  readonly collector: Collector;
  readonly folder: string;
  /** What stations are given: `https://host:port`. */
  readonly address: string;
  /** Where people read: `http://localhost:port`, or what a proxy in front has. */
  readonly reader: string;
  /** Where health and figures are, on the same port: `http://host:port`. */
  readonly status: string;
  /** With which somebody becomes the first administrator. */
  readonly firstLink: FirstLink;
  /** The six words of its key. */
  readonly words: string;
  /** Ends it: what was begun is answered, cursors are kept. Again: nothing more. */
  close(): Promise<void>;
}

/** Starts a collector. Throws a `Stop` with what to do; nothing is left running then. */
export async function startCollector(options: StartOptions): Promise<RunningCollector> {
  const { config, report } = options;
  const ends: (() => void | Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const end of ends.splice(0).reverse()) await end();
  };
  try {
    const sinks = sinksOf(config, options.now ?? Date.now);
    for (const warning of sinkWarnings(config)) report(warning);
    const folder = dataFolder(options.data);
    if (options.database === null) {
      const sentence = `Another collector runs over ${folder}: end it, or name another folder with --data.`;
      const lock = holdFile(join(folder, 'collector.lock'), sentence);
      ends.push(() => lock.letGo());
    }
    const { collector, tls } = await openCollector(options);
    ends.push(() => collector.db.close());
    await tellMove(collector);
    for (const warning of await roleWarnings(collector.db)) report(warning);
    if (!isLoopback(config.reader.host))
      report(`The page is given in the clear on ${config.reader.host}: let nobody but this machine, or a proxy with TLS, reach it.`);
    if (tls.until - collector.now() < SOON_MS)
      report(
        `The TLS certificate ends on ${new Date(tls.until).toISOString().slice(0, 10)}: run \`halligan-collector renew-certificate\`.`,
      );

    const ledger = sinkLedger(collector);
    let stopping = false;
    const facts: StatusFacts = { collector, ledger, sinks, version: PRODUCT_VERSION, startedAt: collector.now(), ready: () => !stopping };
    const stations = stationServer(collector, tls, (problem) => report(`a fault of the collector: ${problem}`));
    const address = await listening(stations, config.listen);
    ends.push(() => stopServer(stations, GRACE_MS));
    const place = { ...config.reader, port: config.reader.port === 0 ? await freePort(config.reader.host) : config.reader.port };
    const origin = pageOrigin({ ...config.reader, port: place.port });
    const page = pageServer(collector, origin, facts, report);
    await listening(page, place);
    ends.push(() => stopServer(page, GRACE_MS));

    const stop = new AbortController();
    const work = Promise.all([
      runFeeds(sinks, { db: collector.db, ledger, now: collector.now, signal: stop.signal, report }),
      whileHeld(collector.db, 'watch', stop.signal, (held) => keepWatch(collector, watchPolicy(config), held, report)),
    ]);
    ends.push(async () => {
      stop.abort();
      await Promise.race([work, sleep(FEEDS_GRACE_MS, undefined, { ref: false })]);
    });
    ends.push(() => {
      stopping = true;
    });
    return {
      collector,
      folder,
      address: config.address ?? `https://${hostPort(config.listen.host, address.port)}`,
      reader: origin,
      status: `http://${hostPort(place.host, place.port)}`,
      firstLink: await firstLink(collector, origin),
      words: sixWords(collectorFingerprint({ receipts: collector.keys.receipts.key, heads: collector.keys.heads.key }, sha256)).join(' '),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Under which people open the page. */
export function pageOrigin({ origin, port }: Config['reader']): string {
  return origin ?? `http://localhost:${port}`;
}

/** Throws a `Stop` for an origin that no browser gives passkeys to, and where the page was not built. */
function pageServer(collector: Collector, origin: string, facts: StatusFacts, report: (problem: string) => void): Server {
  const options = { origin, pageFolder: pageFolder(), extra: statusFirst(facts) };
  try {
    return consoleServer(collector, options, (problem) => report(`a fault of the collector: ${problem}`));
  } catch (error) {
    if (isAppError(error)) throw new Stop(`The "origin" of "reader" is ${origin}: it must be https://NAME, or http://localhost:PORT.`);
    throw error;
  }
}

/** As it was built: beside the program in `dist/`, or there from the sources. */
function pageFolder(): string {
  const places = ['collector-page', '../../dist/collector-page'].map((place) => join(import.meta.dirname, place));
  const found = places.find((place) => existsSync(join(place, 'index.html')));
  if (found === undefined) throw new Stop('The page was not built: run `npm run build`, or start it with `npm run collector`.');
  return found;
}

function statusFirst(facts: StatusFacts) {
  return (request: IncomingMessage, response: ServerResponse): boolean => {
    if (!isStatus(request.method, request.url)) return false;
    void statusReply(request.url, facts).then(({ status, type, body }) => {
      response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
      response.end(request.method === 'HEAD' ? undefined : body);
    });
    return true;
  };
}

/** The page is bound to its port, which has to be known before it listens. */
async function freePort(host: string): Promise<number> {
  const server = createServer();
  const { port } = await listening(server, { host, port: 0 });
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Throws a `Stop` where the port is taken or not allowed. */
function listening(server: Pick<Server, 'listen' | 'address' | 'once' | 'off'>, { host, port }: ListenPlace): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    const failed = (error: Error) => reject(new Stop(listenSentence(systemCode(error), host, port)));
    server.once('error', failed);
    server.listen(port, host, () => {
      server.off('error', failed);
      resolve(server.address() as AddressInfo); // of a server that listens on a port
    });
  });
}

function listenSentence(code: string, host: string, port: number): string {
  const at = hostPort(host, port);
  if (code === 'EADDRINUSE') return `${at} is in use: end what listens there, or choose another port in the configuration.`;
  if (code === 'EACCES') return `This account may not listen on ${at}: choose a port from 1024 up.`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return `${host} is no address of this machine: choose another "host".`;
  return `${at} cannot be listened on (${code}).`;
}

function hostPort(host: string, port: number): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

function watchPolicy({ policy }: Config): WatchPolicy {
  const of = ({ origin, name }: { origin: string; name: string }) => policy.stations[origin] ?? policy.stations[name];
  return {
    silenceHours: (log) => of(log)?.silenceHours ?? policy.silenceHours,
    drillDays: (log) => of(log)?.drillDays ?? policy.drillDays,
    missingMinutes: policy.missingMinutes,
  };
}

async function keepWatch(collector: Collector, policy: WatchPolicy, signal: AbortSignal, report: (problem: string) => void): Promise<void> {
  const watching = { since: collector.now(), missing: new Map<number, number>() };
  while (!signal.aborted) {
    try {
      await watchOnce(collector, policy, watching);
    } catch (error) {
      if (!signal.aborted) report(`the watch was interrupted (${error instanceof Error ? error.message : 'unknown'})`);
    }
    await sleep(WATCH_MS, undefined, { signal }).catch(() => undefined);
  }
}
