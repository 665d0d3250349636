/** What stations ask of a collector, over TLS. shared/log/FORMAT.md §12. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import { setDefaultHighWaterMark } from 'node:stream';
import { AppError, isAppError } from '../../shared/base/app-error.ts';
import { MAX_ADD_CHECKPOINT_BYTES } from '../../shared/log/exchange/add-checkpoint.ts';
import { writeMirrorInfo, writeTreeSize } from '../../shared/log/exchange/collector-answer.ts';
import { MAX_ENROLMENT_BYTES } from '../../shared/log/exchange/enrolment.ts';
import { importBundle } from '../carry/import-bundle.ts';
import { enrolmentState, takeEnrolmentRequest } from '../enrol/enrolment.ts';
import type { Collector } from '../ground/collector.ts';
import { addAlert } from '../ingest/add-alert.ts';
import { addCheckpoint } from '../ingest/add-checkpoint.ts';
import { addDisclosures, MAX_DISCLOSURE_BYTES } from '../ingest/add-disclosures.ts';
import { addEntries } from '../ingest/add-entries.ts';
import { plainBody, unpackedBody, wholeBody } from './body.ts';
import { BodyBudget, type BodyHold } from './body-budget.ts';
import { statusOf } from './status-of.ts';

interface Reply {
  readonly status: number;
  readonly type: string;
  readonly body: Uint8Array | string;
}

const MAX_ALERT_BYTES = 65_536;
/** All bodies that are being read, together. */
const ROOM_BYTES = 8 * 1024 * 1024;
/** The part of it that a bundle takes while it arrives on disk. */
const ARRIVING_BYTES = 128 * 1024;
const RETRY_SECONDS = 2;
/** What Node reads of a connection before anybody asks for it. Of a connection over TLS it can be told for the whole process alone. */
const AHEAD_BYTES = 16 * 1024;

const IDLE_MS = 20_000;
const HANDSHAKE_MS = 20_000;
const HEADERS_MS = 20_000;
const REQUEST_MS = 600_000;
/** How much of a body that was refused unread is still read and thrown away. */
const LINGER_BYTES = 8 * 1024 * 1024;
const LINGER_MS = 2_000;
/** How many refused bodies are thrown away at once; other connections are cut. */
const MOST_LINGERING = 16;
const MOST_CONNECTIONS = 2_000;

/** The key and the certificate with which stations are answered. */
export interface TlsIdentity {
  /** PEM. */
  readonly key: string;
  readonly cert: string;
}

/** A server that is not listening yet. `report` hears of bugs: never of what a station sent. */
export function stationServer(collector: Collector, tls: TlsIdentity, report: (problem: string) => void): Server {
  setDefaultHighWaterMark(false, AHEAD_BYTES);
  const budget = new BodyBudget(ROOM_BYTES);

  async function answer(request: IncomingMessage, hold: BodyHold): Promise<Reply> {
    const path = request.url ?? '';
    const enrolment = /^\/v1\/enroll\/([A-Z2-7]{26})$/.exec(path)?.[1];
    if (request.method === 'GET' && enrolment !== undefined) return note(200, await enrolmentState(collector, enrolment));
    if (request.method !== 'POST') throw new AppError('collector.not_found', 'nothing is there');
    switch (path) {
      case '/v1/enroll': {
        const { row, answer } = await takeEnrolmentRequest(collector, await wholeBody(request, MAX_ENROLMENT_BYTES, hold));
        return note(row.state === 'active' ? 200 : 202, answer);
      }
      case '/w/add-checkpoint': {
        const taken = await addCheckpoint(collector, await wholeBody(request, MAX_ADD_CHECKPOINT_BYTES, hold));
        return taken === 'taken'
          ? { status: 200, type: 'text/plain', body: '' }
          : { status: 409, type: 'text/x.tlog.size', body: writeTreeSize(taken.size) };
      }
      case '/w/add-entries':
        return upload(request, hold);
      case '/v1/alert': {
        const { id, at, known } = await addAlert(collector, await wholeBody(request, MAX_ALERT_BYTES, hold));
        return json(known ? 200 : 202, { v: 1, id, at });
      }
      case '/v1/import':
        return bundle(request, hold);
      case '/v1/disclosures':
        return json(200, { v: 1, ...(await addDisclosures(collector, await wholeBody(request, MAX_DISCLOSURE_BYTES, hold))) });
      default:
        throw new AppError('collector.not_found', 'nothing is there');
    }
  }

  /** Once it is here whole, what is done with it may take longer than a silent connection is waited for. */
  async function bundle(request: IncomingMessage, hold: BodyHold): Promise<Reply> {
    hold.take(ARRIVING_BYTES);
    request.on('end', () => {
      request.setTimeout(0);
      hold.release();
    });
    const { receipt } = await importBundle(collector, plainBody(request));
    return { status: 200, type: 'text/plain; charset=utf-8', body: receipt };
  }

  async function upload(request: IncomingMessage, hold: BodyHold): Promise<Reply> {
    const done = await addEntries(collector, unpackedBody(request, hold), hold);
    if (done.kind === 'receipt') return { status: 200, type: 'text/plain; charset=utf-8', body: done.lines };
    return { status: done.kind === 'go-on' ? 202 : 409, type: 'text/x.tlog.mirror-info', body: writeMirrorInfo(done.info) };
  }

  const server = createServer({ ...tls, minVersion: 'TLSv1.3', handshakeTimeout: HANDSHAKE_MS }, (request, response) => {
    request.setTimeout(IDLE_MS, () => request.destroy());
    const hold = budget.enter(() => send(request, response, refusal(new AppError('collector.too_many', 'it gave way to others'))));
    answer(request, hold)
      .finally(hold.leave)
      .then(
        (reply) => send(request, response, reply),
        (error: unknown) => {
          if (!isAppError(error)) report(error instanceof Error ? `${error.name}: ${error.message}` : 'something was thrown');
          send(request, response, refusal(isAppError(error) ? error : new AppError('internal', 'the collector failed')));
        },
      );
  });
  server.headersTimeout = HEADERS_MS;
  server.requestTimeout = REQUEST_MS;
  server.maxConnections = MOST_CONNECTIONS;
  return server;
}

function note(status: number, text: string): Reply {
  return { status, type: 'text/plain; charset=utf-8', body: text };
}

function json(status: number, value: unknown): Reply {
  return { status, type: 'application/json', body: JSON.stringify(value) };
}

function refusal({ code, message }: AppError): Reply {
  return json(statusOf(code), { v: 1, code, sentence: message });
}

/** A body that was not read to its end would be taken for the next request: the connection ends after the answer. */
function send(request: IncomingMessage, response: ServerResponse, { status, type, body }: Reply): void {
  // It gave way, and was told so.
  if (response.headersSent) return;
  const bytes = Buffer.from(body);
  response.writeHead(status, {
    'content-type': type,
    'content-length': bytes.length,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...(status === 503 ? { 'retry-after': String(RETRY_SECONDS) } : {}),
    ...(request.complete ? {} : { connection: 'close' }),
  });
  const untouched = !request.complete && !request.destroyed && request.readableFlowing === null;
  if (untouched && lingering < MOST_LINGERING) {
    // Closing the connection while more of the body arrives would lose the answer.
    response.write(bytes);
    drain(request, () => response.end(() => request.destroy()));
  } else
    response.end(bytes, () => {
      if (!request.complete) request.destroy();
    });
}

let lingering = 0;

/** Reads what is left and throws it away: to its end, or as much as that, or so long. */
function drain(request: IncomingMessage, done: () => void): void {
  let left = LINGER_BYTES;
  lingering += 1;
  const late = setTimeout(done, LINGER_MS);
  request.on('data', (part: Uint8Array) => {
    left -= part.length;
    if (left < 0) request.destroy();
  });
  request.once('end', done);
  request.once('close', () => {
    lingering -= 1;
    clearTimeout(late);
  });
}
