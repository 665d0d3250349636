/** The collector whole: stations over TLS, people and machines on loopback, the feeds, and the watch over what did not happen. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { sha256 } from '../../core/hash/node-hash.ts';
import { sixWords } from '../../shared/crypto/words.ts';
import { collectorFingerprint } from '../../shared/log/collector-key.ts';
import type { Collector } from '../collector.ts';
import { stationServer } from '../http/station-server.ts';
import { type StatusFacts, statusReply } from '../http/status.ts';
import { sinkLedger } from '../store/sink-ledger.ts';
import { type WatchPolicy, watchOnce } from '../watch.ts';
import type { Config, Place } from './config-schema.ts';
import { dataFolder } from './data-folder.ts';
import { runFeeds } from './feeds.ts';
import { holdFile } from './one-process.ts';
import { type CollectorPlace, openCollector } from './open-collector.ts';
import { sinksOf, sinkWarnings } from './sinks-of.ts';
import { Stop, systemCode } from './stop.ts';
import { stopServer } from './stop-server.ts';
import { VERSION } from './version.ts';

const GRACE_MS = 8_000;
const FEEDS_GRACE_MS = 5_000;
const WATCH_MS = 30_000;
const SOON_MS = 30 * 86_400_000;

export interface StartOptions extends CollectorPlace {
  /** One sentence for whoever runs it: a warning, or a fault of its own. */
  readonly report: (sentence: string) => void;
}

export interface RunningCollector {
  readonly collector: Collector;
  readonly folder: string;
  /** What stations are given: `https://host:port`. */
  readonly address: string;
  /** Where people read, and health and figures are: `http://host:port`. */
  readonly reader: string;
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
    if (tls.until - collector.now() < SOON_MS)
      report(
        `The TLS certificate ends on ${new Date(tls.until).toISOString().slice(0, 10)}: run \`halligan-collector renew-certificate\`.`,
      );

    const ledger = sinkLedger(collector);
    let stopping = false;
    const facts: StatusFacts = { collector, ledger, sinks, version: VERSION, startedAt: collector.now(), ready: () => !stopping };
    const stations = stationServer(collector, tls, (problem) => report(`a fault of the collector: ${problem}`));
    const address = await listening(stations, config.listen);
    ends.push(() => stopServer(stations, GRACE_MS));
    const reader = statusServer(facts);
    const readerAddress = await listening(reader, config.reader);
    ends.push(() => stopServer(reader, GRACE_MS));

    const stop = new AbortController();
    const work = Promise.all([
      runFeeds(sinks, { ledger, now: collector.now, signal: stop.signal, report }),
      keepWatch(collector, watchPolicy(config), stop.signal, report),
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
      reader: `http://${hostPort(config.reader.host, readerAddress.port)}`,
      words: sixWords(collectorFingerprint({ receipts: collector.keys.receipts.key, heads: collector.keys.heads.key }, sha256)).join(' '),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

function statusServer(facts: StatusFacts): Server {
  const server = createServer((request, response) => {
    void statusReply(request.method, request.url, facts).then((reply) => {
      const { status, type, body } = reply ?? { status: 404, type: 'text/plain; charset=utf-8', body: 'nothing is there\n' };
      response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
      response.end(request.method === 'HEAD' ? undefined : body);
    });
  });
  server.headersTimeout = 10_000;
  server.requestTimeout = 10_000;
  return server;
}

/** Throws a `Stop` where the port is taken or not allowed. */
function listening(server: Pick<Server, 'listen' | 'address' | 'once' | 'off'>, { host, port }: Place): Promise<AddressInfo> {
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
