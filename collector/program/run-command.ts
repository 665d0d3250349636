import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { CarryAnswer } from '../carry/answer.ts';
import { enrolCommand } from '../carry/enrol-command.ts';
import { importCommand } from '../carry/import-command.ts';
import type { Collector } from '../ground/collector.ts';
import { migrateCommand } from '../migrate/migrate-command.ts';
import { administratorCommand, firstLinkLines } from './administrator-command.ts';
import type { Arguments } from './arguments.ts';
import { renewCertificate } from './certificate.ts';
import { readConfig } from './config-file.ts';
import type { Config } from './config-schema.ts';
import { defaultDataFolder } from './data-folder.ts';
import { databaseAddress } from './database-address.ts';
import { roleCommand } from './database-role.ts';
import { type CollectorPlace, KEYS_FILE, openCollector } from './open-collector.ts';
import { sinksOf, sinkWarnings } from './sinks-of.ts';
import { startCollector } from './start-collector.ts';
import { approveCommand, codeCommand, freezeCommand, refuseCommand, stationsCommand } from './station-commands.ts';
import { Stop } from './stop.ts';
import { PRODUCT_VERSION } from './version.ts';

export interface Surroundings {
  readonly env: NodeJS.ProcessEnv;
  readonly say: (text: string) => void;
  /** For a warning or a fault while it runs. */
  readonly report: (sentence: string) => void;
  /** The exit code of a command that ended with more than yes or no. */
  readonly exit: (code: number) => void;
  /** Resolves when the program should stop. */
  readonly ended: Promise<void>;
}

/** Runs one command to its end. Throws a `Stop` with what a person can mend. */
export async function runCommand(args: Arguments, surroundings: Surroundings): Promise<void> {
  const place = placeOf(args, surroundings.env);
  const { command, rest } = args;
  const [first] = rest;
  const { say } = surroundings;
  switch (command) {
    case 'start':
      return start(place, surroundings);
    case 'check':
      return check(place, say);
    case 'renew-certificate':
      assertThere(place);
      await renewCertificate(place.data, place.config, Date.now());
      return say('The certificate is renewed, with the same key. Start the collector again.');
    case 'code':
      return administer(place, say, codeCommand);
    case 'administrator':
      return administer(place, say, (collector) => administratorCommand(collector, place.config));
    case 'stations':
      return administer(place, say, (collector) => stationsCommand(collector, args.json ? 'json' : 'lines'));
    case 'approve':
      return administer(place, say, (collector) => approveCommand(collector, first, args.words));
    case 'refuse':
      return administer(place, say, (collector) => refuseCommand(collector, first));
    case 'import':
      return carry(place, surroundings, (collector) => importCommand(collector, { file: fileOf(first), receipt: args.receipt }));
    case 'enrol':
      return carry(place, surroundings, (collector) => enrolCommand(collector, { file: fileOf(first), answer: args.answer }));
    case 'prepare': {
      const { collector } = await openCollector(place);
      await collector.db.close();
      return say(`Everything is there: ${place.database?.text ?? place.data}.`);
    }
    case 'migrate':
      return surroundings.exit(await migrateCommand(['--from', args.from ?? '', '--to', args.to ?? ''], say));
    case 'role':
      return say(roleCommand(first));
    case 'freeze':
      return administer(place, say, (collector) => freezeCommand(collector, first, args.reason));
  }
}

function placeOf(args: Arguments, env: NodeJS.ProcessEnv): CollectorPlace {
  const data = args.data ?? defaultDataFolder(env);
  const read = args.config === null ? readConfig(join(data, 'collector.json'), 'may') : readConfig(args.config, 'must');
  const config: Config = { ...read, listen: args.listen ?? read.listen, reader: { ...read.reader, ...args.reader } };
  return { data, config, database: databaseAddress(env, config.databaseFile) };
}

async function start(place: CollectorPlace, { say, report, ended }: Surroundings): Promise<void> {
  const running = await startCollector({ ...place, report });
  const { policy, sinks } = place.config;
  say(`Halligan collector ${PRODUCT_VERSION}`);
  say(`  stations   ${running.address}`);
  say(`  people     ${running.reader}`);
  say(`  figures    ${running.status}/metrics`);
  say(`  key        ${running.words}`);
  say(`  folder     ${running.folder}`);
  say(`  database   ${place.database?.text ?? 'SQLite in the folder'}`);
  say(`  feeds      ${sinks.length === 0 ? 'none' : sinks.map(({ name, kind }) => `${name} (${kind})`).join(', ')}`);
  say(`  policy     silent after ${policy.silenceHours} h, a drill every ${policy.drillDays} d`);
  for (const line of firstLinkLines(running.firstLink)) say(line);
  say('Enrol a station with `halligan-collector code`. Ctrl-C ends the collector.');
  await ended;
  say('Ending.');
  await running.close();
}

function check(place: CollectorPlace, say: (text: string) => void): void {
  const sinks = sinksOf(place.config, Date.now);
  for (const warning of sinkWarnings(place.config)) say(`Warning: ${warning}`);
  say(`The configuration holds: ${new Set(sinks.map(({ send }) => send)).size} feeds, ${place.database?.text ?? 'SQLite'}.`);
}

async function administer(
  place: CollectorPlace,
  say: (text: string) => void,
  work: (collector: Collector) => Promise<string>,
): Promise<void> {
  assertThere(place);
  const { collector } = await openCollector(place);
  try {
    say(await work(collector));
  } finally {
    await collector.db.close();
  }
}

async function carry(
  place: CollectorPlace,
  { say, exit }: Surroundings,
  work: (collector: Collector) => Promise<CarryAnswer>,
): Promise<void> {
  await administer(place, say, async (collector) => {
    const answer = await work(collector);
    exit(answer.exit);
    return answer.text;
  });
}

function fileOf(path: string | undefined): string {
  if (path === undefined) throw new Stop('Name the file that was carried here.');
  return path;
}

/** A folder that was mistyped would become a second collector. */
function assertThere({ data }: CollectorPlace): void {
  if (!existsSync(join(data, KEYS_FILE)))
    throw new Stop(`There is no collector in ${data}: start it once, or name its folder with --data.`);
}
