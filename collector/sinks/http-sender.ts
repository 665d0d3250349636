import type { OutgoingHttpHeaders } from 'node:http';
import { z } from 'zod';
import type { Instant } from '../../shared/base/instant.ts';
import type { FeedItem } from './feed-item.ts';
import { type HttpAnswer, type HttpReceiver, httpPost } from './http-post.ts';
import { ocsfEvent } from './ocsf.ts';
import { otlpBody } from './otlp.ts';
import type { DeliveryOutcome } from './outcome.ts';
import { retryAfterMs } from './retry-after.ts';
import { webhookBody, webhookHeaders } from './webhook.ts';

const OTLP_PASSING: ReadonlySet<number> = new Set([429, 502, 503, 504]);
const OCSF_REFUSED: ReadonlySet<number> = new Set([400, 413, 415, 422]);
const GONE = 410;

const otlpAnswer = z.looseObject({
  partialSuccess: z.looseObject({ rejectedLogRecords: z.union([z.int().min(0), z.string().regex(/^\d{1,19}$/)]).optional() }).nullish(),
});

/** Sends the items in one request (FORMAT.md §6). Never throws. Dead where the receiver rejected one of them, for it does not say which. */
export async function sendOtlp(items: readonly FeedItem[], receiver: HttpReceiver, now: Instant): Promise<DeliveryOutcome> {
  return await posted(otlpBody(items), { 'content-type': 'application/json' }, receiver, (answer) => {
    if (isSuccess(answer)) return otlpOutcome(answer);
    return OTLP_PASSING.has(answer.status) ? retry(answer, now) : dead(answer);
  });
}

/** Sends one item (FORMAT.md §7), signed with `key` as of `now`. Never throws. Dead where the receiver is gone for good, by 410. */
export async function sendWebhook(item: FeedItem, key: Uint8Array, receiver: HttpReceiver, now: Instant): Promise<DeliveryOutcome> {
  const body = webhookBody(item);
  const headers = { 'content-type': 'application/json', ...webhookHeaders(item, body, { key, now }) };
  return await posted(body, headers, receiver, (answer) => {
    if (isSuccess(answer)) return { kind: 'delivered' };
    return answer.status === GONE ? dead(answer) : retry(answer, now);
  });
}

/** Sends one item as an event of OCSF (FORMAT.md §3). Never throws. Dead where the receiver will not have this content. */
export async function sendOcsf(item: FeedItem, receiver: HttpReceiver, now: Instant): Promise<DeliveryOutcome> {
  return await posted(ocsfEvent(item), { 'content-type': 'application/json' }, receiver, (answer) => {
    if (isSuccess(answer)) return { kind: 'delivered' };
    return OCSF_REFUSED.has(answer.status) ? dead(answer) : retry(answer, now);
  });
}

async function posted(
  body: string,
  headers: OutgoingHttpHeaders,
  receiver: HttpReceiver,
  judge: (answer: HttpAnswer) => DeliveryOutcome,
): Promise<DeliveryOutcome> {
  try {
    return judge(await httpPost(body, headers, receiver));
  } catch (error) {
    return { kind: 'retry', why: error instanceof Error ? error.message : 'no answer' };
  }
}

function otlpOutcome({ body }: HttpAnswer): DeliveryOutcome {
  if (body === '') return { kind: 'delivered' };
  const answer = otlpAnswer.safeParse(parsed(body));
  if (!answer.success) return { kind: 'retry', why: 'the answer is none of OTLP' };
  const rejected = BigInt(answer.data.partialSuccess?.rejectedLogRecords ?? 0);
  return rejected === 0n ? { kind: 'delivered' } : { kind: 'dead', why: `the receiver rejected ${rejected} of these records` };
}

/** The value of this JSON; undefined where it is none. */
function parsed(text: string | null): unknown {
  try {
    return text === null ? undefined : JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isSuccess({ status }: HttpAnswer): boolean {
  return status >= 200 && status < 300;
}

function retry({ status, retryAfter }: HttpAnswer, now: Instant): DeliveryOutcome {
  const afterMs = retryAfterMs(retryAfter, now);
  return { kind: 'retry', why: `answered ${status}`, ...(afterMs !== null && { afterMs }) };
}

function dead({ status }: HttpAnswer): DeliveryOutcome {
  return { kind: 'dead', why: `answered ${status}` };
}
