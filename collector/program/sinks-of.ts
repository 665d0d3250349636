/** The sinks of the configuration file, ready to be run: secrets read from their files, and an `all` as two lanes. */
import { readFileSync, statSync } from 'node:fs';
import type { Instant } from '../../shared/base/instant.ts';
import { cefMessage } from '../sinks/cef.ts';
import type { Sink } from '../sinks/deliver.ts';
import { sendEmail } from '../sinks/email-sender.ts';
import type { FeedItem } from '../sinks/feed-item.ts';
import type { HttpReceiver } from '../sinks/http-post.ts';
import { sendOcsf, sendOtlp, sendWebhook } from '../sinks/http-sender.ts';
import { isLoopback } from '../sinks/loopback.ts';
import { writeOcsf } from '../sinks/ocsf-file.ts';
import type { DeliveryOutcome } from '../sinks/outcome.ts';
import { entriesLane } from '../sinks/sink-ledger.ts';
import { syslogMessage } from '../sinks/syslog.ts';
import { MOST_DATAGRAM_BYTES, sendSyslogDatagrams } from '../sinks/syslog-datagrams.ts';
import { sendSyslog } from '../sinks/syslog-sender.ts';
import type { Config, SinkConfig } from './config-schema.ts';
import { privateFile } from './private-file.ts';
import { Stop, systemCode } from './stop.ts';

const HOUR_MS = 3_600_000;
const MOST_BYTES = 8_192;

interface Sender {
  readonly batch: number;
  readonly giveUpMs?: number;
  readonly send: (items: readonly FeedItem[]) => Promise<DeliveryOutcome>;
}

/** Throws a `Stop` for a secret or certificate that cannot be read, or that others may read. */
export function sinksOf({ sinks }: Config, now: () => Instant): Sink[] {
  return sinks.flatMap((config) => {
    const { batch, giveUpMs = null, send } = senderOf(config, now);
    const { name, drills, events } = config;
    const alerts: Sink = { name, events: 'alerts', drills, batch, giveUpMs, send };
    return events === 'alerts' ? [alerts] : [alerts, { ...alerts, name: entriesLane(name), events: 'entries' }];
  });
}

/** What works and should not be left so, one sentence each. */
export function sinkWarnings({ sinks }: Config): string[] {
  const warnings = sinks.flatMap((sink) => {
    if (sink.kind !== 'syslog' && sink.kind !== 'cef') return [];
    return [
      sink.kind === 'syslog' && sink.pen === 32_473
        ? `The sink "${sink.name}" uses the enterprise number 32473, which is for documentation: set "pen" to your own.`
        : null,
      sink.transport === 'udp'
        ? `The sink "${sink.name}" sends datagrams: what is lost is not noticed, and messages are cut at ${MOST_DATAGRAM_BYTES} bytes.`
        : null,
      sink.transport === 'tcp' && !isLoopback(sink.host)
        ? `The sink "${sink.name}" sends over the network in the clear: set "transport" to "tls".`
        : null,
    ].filter((one) => one !== null);
  });
  if (sinks.length === 0) warnings.push('There is no sink: alerts are shown on the page alone, and nobody is called.');
  if (sinks.length === 1) warnings.push('There is one sink: when it fails, no other tells of it.');
  return warnings;
}

function senderOf(config: SinkConfig, now: () => Instant): Sender {
  const timeoutMs = config.timeoutSeconds * 1000;
  const each = (send: (item: FeedItem) => Promise<DeliveryOutcome>): Sender['send'] => onlyOne(send);
  switch (config.kind) {
    case 'webhook': {
      const key = webhookKey(config.secretFile);
      const receiver: HttpReceiver = { url: config.url, ca: authority(config.caFile), headers: {}, timeoutMs };
      return { batch: 1, giveUpMs: config.giveUpHours * HOUR_MS, send: each((item) => sendWebhook(item, key, receiver, now())) };
    }
    case 'ocsf': {
      const receiver = httpReceiver(config, timeoutMs);
      return { batch: 1, send: each((item) => sendOcsf(item, receiver, now())) };
    }
    case 'otlp': {
      const receiver = httpReceiver(config, timeoutMs);
      return { batch: 200, send: (items) => sendOtlp(items, receiver, now()) };
    }
    case 'ocsf-file':
      if (statSync(config.folder, { throwIfNoEntry: false })?.isDirectory() !== true)
        throw new Stop(`The folder ${config.folder} of the sink "${config.name}" is not there.`);
      return { batch: 200, send: async (items) => writeOcsf(items, config.folder, now()) };
    case 'email': {
      const { host, port, tls, from, to } = config;
      if (tls === 'none' && !isLoopback(host))
        throw new Stop(`The sink "${config.name}" would send mail in the clear to ${host}: set "tls" to "implicit" or "starttls".`);
      const login = loginOf(config);
      const receiver = { host, port, tls, ca: authority(config.caFile), login, from, to, timeoutMs };
      return { batch: 20, send: (items) => sendEmail(items, receiver) };
    }
    case 'syslog':
    case 'cef':
      return syslogSender(config, timeoutMs);
  }
}

function syslogSender(config: Extract<SinkConfig, { kind: 'syslog' | 'cef' }>, timeoutMs: number): Sender {
  const { host, port, transport } = config;
  const maxBytes = transport === 'udp' ? MOST_DATAGRAM_BYTES : (config.maxBytes ?? MOST_BYTES);
  const messages = (items: readonly FeedItem[]) =>
    items.map((item) => (config.kind === 'cef' ? cefMessage(item, { maxBytes }) : syslogMessage(item, { pen: config.pen, maxBytes })));
  if (transport === 'udp') return { batch: 50, send: (items) => sendSyslogDatagrams(messages(items), { host, port }) };
  const ca = transport === 'tls' ? authority(config.caFile) : null;
  if (transport === 'tls' && ca === null)
    throw new Stop(`The sink "${config.name}" speaks syslog over TLS: name the receiver's certificate, or its authority's, in "caFile".`);
  const tls = ca === null ? null : { ca, serverName: config.serverName ?? host };
  return { batch: 200, send: (items) => sendSyslog(messages(items), { host, port, tls, timeoutMs }) };
}

function onlyOne(send: (item: FeedItem) => Promise<DeliveryOutcome>): Sender['send'] {
  return async ([item]) => (item === undefined ? { kind: 'delivered' } : send(item));
}

function httpReceiver(
  config: { readonly url: URL; readonly caFile?: string | undefined; readonly tokenFile?: string | undefined },
  timeoutMs: number,
): HttpReceiver {
  const token = config.tokenFile === undefined ? null : privateFile(config.tokenFile).trim();
  if (token !== null && !/^[\x21-\x7e]+$/.test(token)) throw new Stop(`${config.tokenFile} must hold one line without spaces.`);
  return { url: config.url, ca: authority(config.caFile), headers: token === null ? {} : { authorization: `Bearer ${token}` }, timeoutMs };
}

/** Standard Webhooks: `whsec_` and 24 to 64 bytes in base64. */
function webhookKey(path: string): Uint8Array {
  const encoded = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(privateFile(path).trim())?.[1] ?? '';
  const key = new Uint8Array(Buffer.from(encoded, 'base64'));
  if (key.length < 24 || key.length > 64) throw new Stop(`${path} must hold "whsec_" and 24 to 64 bytes in base64.`);
  return key;
}

function loginOf({ name, user, secretFile }: Extract<SinkConfig, { kind: 'email' }>) {
  if ((user === undefined) !== (secretFile === undefined))
    throw new Stop(`The sink "${name}" needs "user" and "secretFile" together, or neither.`);
  return user === undefined || secretFile === undefined ? null : { user, password: privateFile(secretFile).trim() };
}

function authority(path: string | undefined): string | null {
  if (path === undefined) return null;
  try {
    const text = readFileSync(path, 'utf8');
    if (text.includes('-----BEGIN CERTIFICATE-----')) return text;
  } catch (error) {
    throw new Stop(`The certificate ${path} cannot be read (${systemCode(error)}).`);
  }
  throw new Stop(`${path} holds no certificate in PEM.`);
}
