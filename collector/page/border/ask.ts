/** What the page asks of its collector. A refusal is thrown as the `AppError` that it was there. */
import { AppError, type ErrorDetail } from '../../../shared/base/app-error.ts';
import { isErrorCode } from '../../../shared/base/error-codes.ts';
import { attendance } from './attended.ts';

/** One page of a list that goes on. */
export interface CursorPage<Row> {
  readonly rows: readonly Row[];
  /** Where the next page begins; null at the end. */
  readonly next: number | null;
}

/** Asked when it turns out that nobody is signed in (any more). */
export const signedOut = new EventTarget();

/** Asks for JSON. Throws the collector’s refusal, `network.refused` when it does not answer. */
export async function get<Answer>(path: string): Promise<Answer> {
  return (await (await answerTo(path, {})).json()) as Answer; // the collector's own page: its forms are the server's types
}

/** As `get`, for text. */
export async function getText(path: string): Promise<string> {
  return (await answerTo(path, {})).text();
}

/** As `get`, for lines of JSON. */
export async function getRows<Row>(path: string): Promise<CursorPage<Row>> {
  const answer = await answerTo(path, {});
  const text = await answer.text();
  const rows = text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Row])); // as above
  const next = answer.headers.get('halligan-next');
  return { rows, next: next === null ? null : Number(next) };
}

/** Sends JSON and gives the JSON that is answered. Throws as `get`. */
export async function post<Answer>(path: string, body: unknown): Promise<Answer> {
  const init = { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  return (await (await answerTo(path, init)).json()) as Answer; // as above
}

/** Hands in a file as it is. */
export async function hand<Answer>(path: string, file: Blob): Promise<Answer> {
  const init = { method: 'POST', body: file, headers: { 'content-type': 'application/octet-stream' } };
  return (await (await answerTo(path, init)).json()) as Answer; // as above
}

async function answerTo(path: string, init: RequestInit & { readonly headers?: Record<string, string> }): Promise<Response> {
  let answer: Response;
  try {
    answer = await fetch(path, { ...init, headers: { ...init.headers, ...attendance() }, cache: 'no-store', redirect: 'error' });
  } catch (cause) {
    throw new AppError('network.refused', 'the collector did not answer', { cause });
  }
  if (answer.ok) return answer;
  const said: { code?: unknown; detail?: ErrorDetail } = await answer.json().catch(() => ({}));
  const code = typeof said.code === 'string' && isErrorCode(said.code) ? said.code : 'internal';
  if (code === 'collector.not_signed_in') signedOut.dispatchEvent(new Event('out'));
  throw new AppError(code, `${path}: ${answer.status}`, { detail: said.detail ?? {} });
}
