import { createTransport } from 'nodemailer';
import { emailOf } from './email.ts';
import type { FeedItem } from './feed-item.ts';
import { isLoopback } from './loopback.ts';
import type { DeliveryOutcome } from './outcome.ts';

/** Where mail is handed in, for whom. `none` of TLS: on this machine alone. */
export interface MailReceiver {
  readonly host: string;
  readonly port: number;
  readonly tls: 'implicit' | 'starttls' | 'none';
  /** PEM: the one authority that is believed; null for those of the system. */
  readonly ca: string | null;
  readonly login: { readonly user: string; readonly password: string } | null;
  readonly from: string;
  readonly to: readonly string[];
  /** From the first byte to the last. */
  readonly timeoutMs: number;
}

/**
 * Hands in one mail of these items. Never throws. Dead where the server will not have this content, or took it for some of the people
 * only: sending it again would reach the others twice.
 */
export async function sendEmail(items: readonly FeedItem[], receiver: MailReceiver): Promise<DeliveryOutcome> {
  const { host, port, tls, ca, login, from, to, timeoutMs } = receiver;
  if (tls === 'none' && !isLoopback(host)) return { kind: 'retry', why: 'mail without TLS is for this machine alone' };
  const transport = createTransport({
    host,
    port,
    secure: tls === 'implicit',
    requireTLS: tls === 'starttls',
    ignoreTLS: tls === 'none',
    tls: { minVersion: 'TLSv1.2', rejectUnauthorized: true, ...(ca !== null && { ca }) },
    ...(login !== null && { auth: { user: login.user, pass: login.password } }),
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    dnsTimeout: timeoutMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  try {
    const { subject, text, messageId } = emailOf(items);
    const date = new Date(Math.max(...items.map(({ receivedAt }) => receivedAt)));
    const headers = { 'Auto-Submitted': 'auto-generated' };
    const sent = transport.sendMail({ from, to: [...to], subject, text, messageId, date, headers });
    const { rejected } = await inTime(sent, timeoutMs);
    return rejected.length === 0 ? { kind: 'delivered' } : { kind: 'dead', why: `refused for ${rejected.length} of ${to.length} people` };
  } catch (error) {
    return outcomeOf(error);
  } finally {
    transport.close();
  }
}

async function inTime<T>(work: Promise<T>, timeoutMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not handed in within ${timeoutMs} ms`)), timeoutMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** The server's words may hold an address, never our password: what it answered to a login is not repeated. */
function outcomeOf(error: unknown): DeliveryOutcome {
  if (!(error instanceof Error)) return { kind: 'retry', why: 'no answer' };
  const { responseCode, command, code } = error as Error & { responseCode?: number; command?: string; code?: string }; // as nodemailer says it
  if (responseCode !== undefined && responseCode >= 500 && command === 'DATA') return { kind: 'dead', why: `answered ${responseCode}` };
  if (code === 'EAUTH') return { kind: 'retry', why: `the login was refused (${responseCode ?? 'no code'})` };
  return { kind: 'retry', why: responseCode === undefined ? error.message : `answered ${responseCode} to ${command ?? 'the mail'}` };
}
