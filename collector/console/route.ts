import type { IncomingMessage } from 'node:http';
import type { z } from 'zod';
import { AppError } from '../../shared/base/app-error.ts';
import type { Collector } from '../ground/collector.ts';
import { wholeBody } from '../http/body.ts';
import type { ViewerRole } from './answers.ts';
import type { LogNames } from './log-names.ts';
import type { Site } from './passkeys.ts';
import type { ReadingLog } from './reading-log.ts';
import type { HttpReply } from './reply.ts';
import type { Viewer } from './session.ts';
import type { TileTree } from './tiles.ts';

/** What every answer is made from. */
export interface AnswerSources {
  readonly collector: Collector;
  readonly site: Site;
  readonly names: LogNames;
  readonly log: ReadingLog;
  readonly tiles: TileTree;
  /** `verifier.html` for exports; null where the build has none. */
  readonly verifierPage: string | null;
}

/** What was asked: the parts of the path that the pattern captures, and the query. */
export interface RouteAsked {
  readonly request: IncomingMessage;
  readonly path: readonly string[];
  readonly query: URLSearchParams;
}

/** One thing that somebody who is signed in may ask for. */
export interface Route {
  readonly method: 'GET' | 'POST';
  readonly path: RegExp;
  readonly role: ViewerRole;
  readonly answer: (reading: AnswerSources, viewer: Viewer, asked: RouteAsked) => Promise<HttpReply>;
}

const MAX_BODY_BYTES = 65_536;

/** The body as this schema has it. Throws `collector.wrong_request` and `log.body_too_large`. */
export async function bodyOf<Schema extends z.ZodType>(request: IncomingMessage, schema: Schema): Promise<z.infer<Schema>> {
  const body = await wholeBody(request, MAX_BODY_BYTES);
  const parsed = schema.safeParse(valueIn(body));
  if (!parsed.success) throw new AppError('collector.wrong_request', 'the body has other fields', { cause: parsed.error });
  return parsed.data;
}

function valueIn(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
}

/** A whole number from the query; `otherwise` when the query does not have it. Throws `collector.wrong_request`. */
export function numberIn(query: URLSearchParams, name: string, otherwise: number): number {
  const text = query.get(name);
  if (text === null) return otherwise;
  if (!/^[0-9]{1,15}$/.test(text)) throw new AppError('collector.wrong_request', `${name} is not a number`);
  return Number(text);
}

/** How many rows, at most `most`. */
export function limitIn(query: URLSearchParams, most: number): number {
  return Math.max(1, Math.min(most, numberIn(query, 'limit', most)));
}
