/**
 * The page of the people who watch, and what it asks for. Plain HTTP for loopback, or for a proxy of the operator's that has a
 * certificate: who is meant by `origin` is configured, and nothing that a proxy says of it is believed.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { AppError, isAppError } from '../../../shared/base/app-error.ts';
import type { Collector } from '../../ground/collector.ts';
import { requireOwnPage, setGuards } from '../guard.ts';
import { Live } from '../live.ts';
import { LogNames } from '../log-names.ts';
import type { Site } from '../passkeys.ts';
import { ReadingLog } from '../reading-log.ts';
import { type HttpReply, refusalReply, sendReply } from '../reply.ts';
import { requireRole } from '../role.ts';
import type { AnswerSources } from '../route.ts';
import { ROUTES } from '../routes/routes.ts';
import { signInRoutes } from '../routes/sign-in-routes.ts';
import { cookieOf, isStillIn, viewerOf } from '../session.ts';
import { TileTree } from '../tiles.ts';
import { pageFiles, verifierPageBeside } from './page-files.ts';

/** How the console is reached and what it serves. */
export interface ConsoleOptions {
  /** As people have it in their browser: `http://localhost:PORT`, or the `https://` of a proxy in front. Passkeys are bound to it. */
  readonly origin: string;
  /** `dist/collector-page`. `verifier.html` is next to it. */
  readonly pageFolder: string;
  /** Asked first; true when it answered. */
  readonly extra?: (request: IncomingMessage, response: ServerResponse) => boolean;
}

const HEADERS_MS = 20_000;
/** A bundle may be long, and a proxy slow. */
const REQUEST_MS = 600_000;
const IDLE_MS = 60_000;
const MOST_CONNECTIONS = 1_000;

/**
 * A server that is not listening yet. `report` hears of bugs: never of what a browser sent. Throws where the page was not
 * built, and `collector.wrong_request` for a malformed origin.
 */
export function consoleServer(collector: Collector, options: ConsoleOptions, report: (problem: string) => void): Server {
  const origin = originOf(options.origin);
  const site: Site = { origin: origin.origin, rpId: origin.hostname };
  const cookie = cookieOf(origin);
  const files = pageFiles(options.pageFolder);
  const { db } = collector;
  const parts = { names: new LogNames(db), log: new ReadingLog(collector), tiles: new TileTree(db) };
  const reading: AnswerSources = { collector, site, ...parts, verifierPage: verifierPageBeside(options.pageFolder) };
  const live = new Live(collector, report);
  const doors = signInRoutes(collector, site, cookie);

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<HttpReply | null> {
    requireOwnPage(request, origin);
    const { pathname, searchParams: query } = urlOf(request, origin);
    const file = request.method === 'GET' ? files.get(pathname) : undefined;
    if (file !== undefined) return file;
    const door = request.method === 'POST' ? doors.get(pathname) : undefined;
    if (door !== undefined) return door(request);
    const viewer = await viewerOf(collector, request, cookie.name);
    if (request.method === 'GET' && pathname === '/v1/live') {
      await live.add(response, () => isStillIn(collector, viewer));
      return null;
    }
    for (const route of ROUTES) {
      const [, ...path] = route.path.exec(pathname) ?? [];
      if (route.method !== request.method || !route.path.test(pathname)) continue;
      requireRole(viewer.role, route.role);
      return route.answer(reading, viewer, { request, path, query });
    }
    throw new AppError('collector.not_found', 'nothing is there');
  }

  const server = createServer((request, response) => {
    if (options.extra?.(request, response) === true) return;
    request.setTimeout(IDLE_MS, () => request.destroy());
    setGuards(response);
    answer(request, response)
      .catch((error: unknown) => {
        if (!isAppError(error)) report(error instanceof Error ? `${error.name}: ${error.message}` : 'something was thrown');
        return refusalReply(isAppError(error) ? error : new AppError('internal', 'the collector failed'));
      })
      .then((reply) => (reply === null ? undefined : sendReply(request, response, reply)))
      // Its status was sent: all that is left to say is that the answer is not whole.
      .catch(() => response.destroy());
  });
  server.headersTimeout = HEADERS_MS;
  server.requestTimeout = REQUEST_MS;
  server.maxConnections = MOST_CONNECTIONS;
  server.on('close', () => live.end());
  return server;
}

function originOf(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  const plain = url?.protocol === 'http:' && url.hostname === 'localhost';
  if (url === null || url.origin !== text || !(plain || url.protocol === 'https:'))
    throw new AppError('collector.wrong_request', 'the origin is https://NAME, or http://localhost:PORT');
  return url;
}

function urlOf(request: IncomingMessage, origin: URL): URL {
  const target = request.url ?? '';
  if (!target.startsWith('/') || !URL.canParse(`${origin.origin}${target}`)) throw new AppError('collector.wrong_request', 'not a path');
  return new URL(`${origin.origin}${target}`);
}
