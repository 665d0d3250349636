import { parseArgs } from 'node:util';
import type { ListenPlace } from './config-schema.ts';
import { nearestName } from './nearest-name.ts';
import { Stop } from './stop.ts';

export const COMMANDS = [
  'start',
  'check',
  'code',
  'administrator',
  'stations',
  'approve',
  'refuse',
  'freeze',
  'import',
  'enrol',
  'migrate',
  'prepare',
  'role',
  'renew-certificate',
] as const;
export type CommandName = (typeof COMMANDS)[number];

export interface Arguments {
  readonly command: CommandName;
  /** What follows the command. */
  readonly rest: readonly string[];
  /** Null for the usual folder. */
  readonly data: string | null;
  /** Null to use `collector.json` in the data folder, if it exists. */
  readonly config: string | null;
  readonly listen: ListenPlace | null;
  readonly reader: ListenPlace | null;
  readonly words: string | null;
  readonly reason: string | null;
  /** Where the answer to a file that was carried here goes; null for beside it. */
  readonly receipt: string | null;
  readonly answer: string | null;
  /** Databases, as DATABASE_URL has them, or `sqlite:FILE`. */
  readonly from: string | null;
  readonly to: string | null;
  readonly json: boolean;
}

export const COLLECTOR_USAGE = `halligan-collector [start] [--data DIR] [--config FILE] [--listen HOST:PORT] [--reader HOST:PORT]
    Starts the collector; what is missing is made the first time. It ends on Ctrl-C.
halligan-collector check
    Says whether the configuration holds. Changes nothing.
halligan-collector code
    Gives out a code that enrols one station within 72 hours.
halligan-collector administrator
    Gives out a link with which somebody becomes an administrator of the page: the first, or where nobody can sign in any more.
    The link before it is good no longer.
halligan-collector stations [--json]
    Who is enrolled, who asks to be, and the six words of each.
halligan-collector approve ID --words "six words that the station shows"
halligan-collector refuse ID
    Decides about a station that asks. ID: as \`stations\` shows it, or its beginning.
halligan-collector freeze LOG --reason "why"
    Takes nothing more of this log. What is here stays.
halligan-collector import FILE.hsync [--receipt FILE]
    Takes a log that was carried here, and writes the receipt to carry back.
halligan-collector enrol FILE.henroll [--answer FILE]
    Takes a station's request that was carried here; once it is approved, writes the answer to carry back.
halligan-collector migrate --from sqlite:FILE --to postgres://ROLE:PASSWORD@HOST:PORT/DATABASE
    Moves everything to another database, and proves that it is the same. The same command again goes on after a cut.
halligan-collector prepare
    Makes what is missing (folder, keys, certificate, tables) and ends: for the owner of the tables on PostgreSQL.
halligan-collector role NAME | psql postgres://OWNER@HOST:PORT/DATABASE
    The SQL of a role that can add to the logs in PostgreSQL, and change nothing in them. \`prepare\` as the owner, which makes the
    tables; run this; give the role a password (\\password NAME in psql); then start with the role in DATABASE_URL.
halligan-collector renew-certificate
    A new TLS certificate of the same key: no station notices. Start the collector again afterwards.

All take --data DIR (else ~/.local/share/halligan-collector) and --config FILE (else collector.json in that folder).
DATABASE_URL=postgres://… keeps the logs in PostgreSQL instead of SQLite; DATABASE_URL_FILE names a file that holds the same.`;

/** Throws a `Stop` with what is wrong, and the usage. Null for `--help`. */
export function readArguments(args: readonly string[]): Arguments | null {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(args);
  } catch (error) {
    throw new Stop(`${error instanceof Error ? error.message : String(error)}\n\n${COLLECTOR_USAGE}`);
  }
  const { values, positionals } = parsed;
  if (values.help) return null;
  const [typed = 'start', ...rest] = positionals;
  const command = COMMANDS.find((name) => name === typed);
  if (command === undefined) {
    const near = nearestName(typed, COMMANDS);
    throw new Stop(`There is no command "${typed}"${near === null ? '' : `: did you mean "${near}"?`}\n\n${COLLECTOR_USAGE}`);
  }
  return {
    command,
    rest,
    data: values.data ?? null,
    config: values.config ?? null,
    listen: placeOf(values.listen, '--listen'),
    reader: placeOf(values.reader, '--reader'),
    words: values.words ?? null,
    reason: values.reason ?? null,
    receipt: values.receipt ?? null,
    answer: values.answer ?? null,
    from: values.from ?? null,
    to: values.to ?? null,
    json: values.json,
  };
}

function parse(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      data: { type: 'string' },
      config: { type: 'string' },
      listen: { type: 'string' },
      reader: { type: 'string' },
      words: { type: 'string' },
      reason: { type: 'string' },
      receipt: { type: 'string' },
      answer: { type: 'string' },
      from: { type: 'string' },
      to: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
}

/** `host:port`, `[::1]:port`. Port 0: any that is free. */
function placeOf(text: string | undefined, option: string): ListenPlace | null {
  if (text === undefined) return null;
  const [, inner, plain, digits] = /^(?:\[([^\]]+)\]|([^:[\]]+)):(\d{1,5})$/.exec(text) ?? [];
  const host = inner ?? plain;
  if (host === undefined || Number(digits) > 65_535) throw new Stop(`${option} must be like 127.0.0.1:8443.`);
  return { host, port: Number(digits) };
}
