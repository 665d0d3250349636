/** Asking a collector to receive this log, over the network. shared/log/FORMAT.md §12. */
import { AppError } from '../../shared/base/app-error.ts';
import { answerText, type EnrolAnswer, openEnrolAnswer } from '../../shared/log/exchange/enrolment.ts';
import { type NoteKey, vkeyText } from '../../shared/log/note/vkey.ts';
import { sha256, verifyEd25519 } from '../hash/node-hash.ts';
import type { CollectorAddress } from './collector-address.ts';
import { refusalIn } from './collector-client.ts';
import { type CollectorReply, exchange, type Transport } from './transport.ts';

export type OpenedAnswer = ReturnType<typeof openEnrolAnswer>;

/** What is pinned once people have compared the words. */
export interface CollectorPins extends Pick<EnrolAnswer, 'id' | 'collector'> {
  readonly address: CollectorAddress;
  /** SHA-256 of the collector's TLS key, in hexadecimal. */
  readonly spki: string;
}

interface Asking {
  /** The key of the log that asks. */
  readonly log: NoteKey;
  readonly transport: Transport;
  readonly signal: AbortSignal;
}

/**
 * Sends a request to the collector at this address and gives its answer with the TLS key of the connection. With `pin`, only
 * the holder of that TLS key gets the request. Nothing in the answer may be trusted before people have compared the six words
 * of both sides. Throws `network.*` and the collector's refusals as `CollectorClient` does, `log.bad_enrolment` for an answer
 * that does not hold or is of another log, and `network.wrong_certificate` when the collector names another TLS key than that
 * of the connection: somebody is in between.
 */
export async function askToEnrol(
  address: CollectorAddress,
  request: Uint8Array,
  asking: Asking,
  pin: string | null = null,
): Promise<{ readonly answer: OpenedAnswer; readonly pins: CollectorPins }> {
  const what = { method: 'POST', path: '/v1/enroll', body: request, encoding: 'none' } as const;
  const got = await exchange({ address, pin }, what, asking.transport, asking.signal);
  const answer = openAnswer(got, asking.log);
  const { id, collector } = answer;
  return { answer, pins: { id, collector, address, spki: got.spki } };
}

/**
 * The present state of the request, from the pinned collector alone. Throws as `askToEnrol`; `log.bad_enrolment` for other
 * keys or another request.
 */
export async function enrolmentNow({ address, spki, id, collector }: CollectorPins, asking: Asking): Promise<OpenedAnswer> {
  const what = { method: 'GET', path: `/v1/enroll/${id}`, body: new Uint8Array(), encoding: 'none' } as const;
  const answer = openAnswer(await exchange({ address, pin: spki }, what, asking.transport, asking.signal), asking.log);
  const same = answer.id === id && answer.collector.receipts === collector.receipts && answer.collector.heads === collector.heads;
  if (!same) throw new AppError('log.bad_enrolment', 'enrolment: the answer is by other keys, or to another request');
  return answer;
}

function openAnswer(got: CollectorReply, log: NoteKey): OpenedAnswer {
  if (got.status !== 200 && got.status !== 202) throw refusalIn(got);
  const answer = openEnrolAnswer(answerText(got.body), { sha256, verify: verifyEd25519 });
  if (answer.origin !== log.name || answer.vkey !== vkeyText(log))
    throw new AppError('log.bad_enrolment', 'enrolment: the answer is to another log');
  if (answer.spki !== null && answer.spki !== got.spki)
    throw new AppError('network.wrong_certificate', 'the collector has another TLS key than this connection');
  return answer;
}
