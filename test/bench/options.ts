import { SetupStop } from '../../build/setup/stop.mjs';

export const PARTS = ['unseal', 'search', 'grown', 'append', 'start', 'verify', 'window', 'ingest', 'alert'] as const;
export type PartName = (typeof PARTS)[number];

export interface Options {
  readonly json: string | null;
  /** What `npm test` runs: smaller vaults. */
  readonly length: 'full' | 'short';
  readonly parts: readonly PartName[];
}

const USAGE = `npm run bench -- [--json FILE] [--short] [--only ${PARTS.join(',')}]`;

/** Throws a `SetupStop` with the usage for anything else. */
export function readOptions(args: readonly string[]): Options {
  let options: Options = { json: null, length: 'full', parts: PARTS };
  for (let at = 0; at < args.length; at++) {
    const next = args[at + 1];
    if (args[at] === '--short') options = { ...options, length: 'short' };
    else if (args[at] === '--json' && next !== undefined) options = { ...options, json: args[++at] ?? null };
    else if (args[at] === '--only' && next !== undefined) options = { ...options, parts: partsOf(args[++at] ?? '') };
    else throw new SetupStop(`the bench does not know \`${args[at]}\`: ${USAGE}`);
  }
  return options;
}

function partsOf(text: string): readonly PartName[] {
  return text.split(',').map((name) => {
    const part = PARTS.find((one) => one === name);
    if (part === undefined) throw new SetupStop(`the bench has no part \`${name}\`: ${USAGE}`);
    return part;
  });
}
