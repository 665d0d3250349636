/** What may stand in a collector's configuration file, and nothing else. Sinks and their targets come from here alone. */
import { z } from 'zod';
import { isLoopback } from '../sinks/loopback.ts';

/** 0: any that is free, for tests. */
const port = z.int().min(0).max(65_535);
const place = z.strictObject({ host: z.string().min(1).max(255), port });
const file = z.string().min(1);
const url = z.string().transform((text, context) => {
  const parsed = URL.parse(text);
  const problem =
    parsed === null || !/^https?:$/.test(parsed.protocol)
      ? 'must be an address that begins with https://'
      : parsed.username !== '' || parsed.password !== ''
        ? 'must not hold a password: name a file in tokenFile'
        : parsed.protocol === 'http:' && !isLoopback(parsed.hostname)
          ? 'must begin with https://: http:// is for this machine alone'
          : null;
  if (problem === null && parsed !== null) return parsed;
  context.addIssue({ code: 'custom', message: problem ?? 'must be an address' });
  return z.NEVER;
});

const common = {
  name: z.string().regex(/^[a-z][a-z0-9-]{0,31}$/, 'must be of a-z, 0-9 and -, begin with a letter and have at most 32'),
  /** Alerts alone, or every entry too. Alerts are never behind entries. */
  events: z.enum(['alerts', 'all']).default('alerts'),
  drills: z.boolean().default(true),
  timeoutSeconds: z.int().min(1).max(300).default(10),
};
const http = { ...common, url, caFile: file.optional(), tokenFile: file.optional() };
const syslog = {
  ...common,
  host: z.string().min(1).max(255),
  port: port.default(6514),
  transport: z.enum(['tls', 'tcp', 'udp']).default('tls'),
  caFile: file.optional(),
  serverName: z.string().min(1).max(255).optional(),
  maxBytes: z.int().min(2_048).max(8_192).optional(),
};
const mailbox = z.string().regex(/^[^\s<>,;:"()[\]\\@]+@[^\s<>,;:"()[\]\\@]+$/, 'must be one address, such as ops@example.org');

const sink = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('webhook'),
    ...common,
    url,
    caFile: file.optional(),
    secretFile: file,
    giveUpHours: z.int().min(1).max(720).default(72),
  }),
  z.strictObject({ kind: z.literal('ocsf'), ...http }),
  z.strictObject({ kind: z.literal('ocsf-file'), ...common, folder: file }),
  z.strictObject({ kind: z.literal('otlp'), ...http }),
  z.strictObject({ kind: z.literal('syslog'), ...syslog, pen: z.int().min(1).max(4_294_967_295).default(32_473) }),
  z.strictObject({ kind: z.literal('cef'), ...syslog }),
  z.strictObject({
    kind: z.literal('email'),
    ...common,
    host: z.string().min(1).max(255),
    port: port.default(465),
    tls: z.enum(['implicit', 'starttls', 'none']).default('implicit'),
    caFile: file.optional(),
    user: z.string().min(1).max(255).optional(),
    secretFile: file.optional(),
    from: mailbox,
    to: z.array(mailbox).min(1).max(50),
  }),
]);

const hours = z.int().min(0).max(87_600);
const days = z.int().min(0).max(3_650);

export const configSchema = z.strictObject({
  /** The name that its receipts bear. Kept with the keys at the first start, and never changed after. */
  name: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]*\/[a-z0-9._/-]+$/, 'must be like collector.example.org/main')
    .max(200)
    .optional(),
  /** Where stations are answered, over TLS. */
  listen: place.default({ host: '127.0.0.1', port: 8443 }),
  /** What stations are told to connect to, where that is another address. */
  address: z
    .string()
    .regex(/^https:\/\/[^/?#@\s]{1,290}$/, 'must be like https://collector.example.org:8443')
    .optional(),
  tls: z.strictObject({ certificateFile: file, keyFile: file }).optional(),
  /** Where people read, without TLS: on this machine, or behind a proxy that has it. Health and figures are there too. */
  reader: place
    /** As people have it in their browser, where a proxy is in front: `https://name`. Passkeys are bound to it. */
    .extend({ origin: z.string().max(300).optional() })
    .default({ host: '127.0.0.1', port: 8480 }),
  /** The file that holds the address of a PostgreSQL database. DATABASE_URL takes precedence. */
  databaseFile: file.optional(),
  policy: z
    .strictObject({
      silenceHours: hours.default(26),
      drillDays: days.default(92),
      disclosures: z.enum(['never', 'incident', 'always']).default('incident'),
      /** Minutes after which entries that a station announced and did not send are an alert; 0 for never. */
      missingMinutes: z.int().min(0).max(525_600).default(60),
      /** By a log's origin, or by a station's name: what differs there. */
      stations: z.record(z.string(), z.strictObject({ silenceHours: hours.optional(), drillDays: days.optional() })).default({}),
    })
    .prefault({}),
  sinks: z.array(sink).max(32).default([]),
});

export type Config = z.infer<typeof configSchema>;
export type SinkConfig = Config['sinks'][number];
export type ListenPlace = Config['listen'];

/** Every name that may stand somewhere in the file. */
export const CONFIG_NAMES: readonly string[] = [
  ...new Set([
    ...Object.keys(configSchema.shape),
    ...['host', 'port', 'origin', 'certificateFile', 'keyFile', 'silenceHours', 'drillDays', 'disclosures', 'missingMinutes', 'stations'],
    ...sink.options.flatMap((option) => Object.keys(option.shape)),
  ]),
];
