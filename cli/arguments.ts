import { parseArgs } from 'node:util';
import { parseAnchor } from '../shared/log/export/export-folder.ts';
import { printable } from '../shared/log/verify/printable.ts';
import { REFUSED } from '../shared/log/verify/report-lines.ts';
import type { Anchor } from '../shared/log/verify/verify-log.ts';

export type CliCommand =
  | {
      readonly name: 'verify';
      readonly target: string;
      readonly json: boolean;
      readonly anchors: readonly Anchor[];
      readonly vkey: string | null;
      /** The file of the policy. */
      readonly policy: string | null;
    }
  | { readonly name: 'inspect'; readonly target: string; readonly json: boolean };

export const CLI_USAGE = `halligan verify FOLDER|FILE [--policy FILE] [--anchor SIZE:ROOT] [--vkey KEY] [--json]
    Checks an exported log, or the logs in a vault file, without the app.
    SIZE:ROOT is a head that you wrote down earlier; KEY is the station's key as you know it from elsewhere.
    FILE says which logs and collectors you trust (C2SP tlog-policy): entries that they sent no receipt for are incomplete.
halligan inspect FILE [--json]
    Says what a vault file holds that anybody may read. Shows no secret, changes nothing.

Exit code: 0 proven, 1 tampered, 2 intact but incomplete, 3 usage, 4 unknown version`;

/** The command of these arguments, or the sentence that says what is wrong with them. */
export function parseCommand(args: readonly string[]): CliCommand | string {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(args);
  } catch (error) {
    return printable(error instanceof Error ? error.message : String(error));
  }
  const { positionals, values } = parsed;
  const [name, target, ...rest] = positionals;
  const { json } = values;
  if (target === undefined || rest.length > 0) return 'Name one folder or file.';
  if (name === 'inspect' && values.anchor === undefined && values.vkey === undefined && values.policy === undefined)
    return { name, target, json };
  if (name !== 'verify')
    return name === 'inspect' ? 'inspect takes no policy, no anchor and no key.' : `There is no command "${printable(name ?? '')}".`;
  const anchors: Anchor[] = [];
  for (const text of values.anchor ?? []) {
    const anchor = parseAnchor(text);
    if (anchor === null) return REFUSED.anchor;
    anchors.push(anchor);
  }
  return { name, target, json, anchors, vkey: values.vkey ?? null, policy: values.policy ?? null };
}

function parse(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      json: { type: 'boolean', default: false },
      anchor: { type: 'string', multiple: true },
      vkey: { type: 'string' },
      policy: { type: 'string' },
    },
  });
}
