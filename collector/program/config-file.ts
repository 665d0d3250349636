import { existsSync, readFileSync } from 'node:fs';
import type { z } from 'zod';
import { printable } from '../../shared/log/verify/printable.ts';
import { CONFIG_NAMES, type Config, configSchema } from './config-schema.ts';
import { type JsonPlaces, jsonPlaces } from './json-places.ts';
import { nearestName } from './nearest-name.ts';
import { Stop, systemCode } from './stop.ts';

/**
 * The configuration in the file at `path`. `must`: a file that is not there is a `Stop`; `may`: it is the same as an empty one. Throws a
 * `Stop` with one line for each fault, and its line in the file.
 */
export function readConfig(path: string, file: 'must' | 'may'): Config {
  if (file === 'may' && !existsSync(path)) return parseConfig('{}', path);
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    throw new Stop(`The configuration ${path} cannot be read (${systemCode(error)}).`);
  }
  return parseConfig(text, path);
}

/** The configuration of this text. `path` is for the sentences. Throws a `Stop` as `readConfig` does. */
export function parseConfig(text: string, path: string): Config {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new Stop(`${path}: this is no JSON: ${jsonFault(error, text)}.`);
  }
  const places = jsonPlaces(text);
  const parsed = configSchema.safeParse(value);
  const faults = [
    ...places.twice.map(({ name, line }) => `${path}:${line}: "${printable(name)}" stands here a second time.`),
    ...(parsed.success ? doubles(parsed.data, places, path) : parsed.error.issues.flatMap((issue) => sentences(issue, places, path))),
  ];
  if (faults.length > 0 || !parsed.success) throw new Stop(faults.join('\n'));
  return parsed.data;
}

/** Two sinks of one name would share one place in the feed. */
function doubles({ sinks }: Config, places: JsonPlaces, path: string): string[] {
  return sinks.flatMap(({ name }, at) =>
    sinks.findIndex((other) => other.name === name) < at
      ? [`${path}:${places.lineOf(['sinks', at, 'name'])}: there is another sink of the name "${name}".`]
      : [],
  );
}

function sentences(issue: z.core.$ZodIssue, places: JsonPlaces, path: string): string[] {
  const where = (at: readonly PropertyKey[]): string => `${path}:${places.lineOf(at)}`;
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => {
      const near = nearestName(key, CONFIG_NAMES);
      return `${where([...issue.path, key])}: there is no "${printable(key)}" here${near === null || near === key ? '' : `: did you mean "${near}"?`}`;
    });
  const name = issue.path.map(String).map(printable).join('.');
  return [`${where(issue.path)}: ${name === '' ? 'the file' : `"${name}"`} ${wordsOf(issue)}.`];
}

function wordsOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_union') return 'must be one of webhook, email, syslog, cef, ocsf, ocsf-file and otlp';
  if (issue.code === 'invalid_value') return `must be one of ${issue.values.join(', ')}`;
  if (issue.code === 'invalid_type' && issue.input === undefined && /undefined/.test(issue.message)) return 'is missing';
  if (/^must /.test(issue.message)) return issue.message;
  return `is not right (${issue.message.replace(/^Invalid input: /, '').replace(/^Too/, 'too')})`;
}

/** Where it breaks off; never the text itself, which an editor may have put a secret into. */
function jsonFault(error: unknown, text: string): string {
  const said = error instanceof Error ? error.message : '';
  const position = /position (\d+)/.exec(said)?.[1];
  const line = position === undefined ? text.split('\n').length : text.slice(0, Number(position)).split('\n').length;
  return `it breaks off in line ${line}`;
}
