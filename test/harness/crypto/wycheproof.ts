import { readFileSync } from 'node:fs';
import { z } from 'zod';

const testCase = z.looseObject({
  tcId: z.number(),
  result: z.enum(['valid', 'invalid', 'acceptable']),
  comment: z.string().optional(),
  flags: z.array(z.string()),
});
const suite = z.looseObject({ numberOfTests: z.number(), testGroups: z.array(z.looseObject({ tests: z.array(testCase) })) });

export interface WycheproofCase {
  readonly id: number;
  readonly result: 'valid' | 'invalid' | 'acceptable';
  readonly flags: readonly string[];
  /** A field of the case, or of its group's public key: hexadecimal. Throws when there is none. */
  hex(field: string): Uint8Array<ArrayBuffer>;
  has(field: string): boolean;
  number(field: string): number;
}

function fromAnyHex(text: unknown, field: string): Uint8Array<ArrayBuffer> {
  if (typeof text !== 'string') throw new Error(`no hexadecimal field ${field}`);
  return new Uint8Array(Buffer.from(text, 'hex'));
}

/** Every case of a file of `test/vectors/wycheproof`; throws unless there are as many as the file says. */
export function wycheproofCases(file: string): WycheproofCase[] {
  const parsed = suite.parse(JSON.parse(readFileSync(new URL(`../../vectors/wycheproof/${file}_test.json`, import.meta.url), 'utf8')));
  const cases = parsed.testGroups.flatMap((group) =>
    group.tests.map((test): WycheproofCase => {
      const publicKey = z.looseObject({}).catch({}).parse(group['publicKey']);
      const fields: Record<string, unknown> = { ...publicKey, ...test };
      return {
        id: test.tcId,
        result: test.result,
        flags: test.flags,
        hex: (field) => fromAnyHex(fields[field], field),
        has: (field) => typeof fields[field] === 'string',
        number: (field) => z.number().parse(fields[field]),
      };
    }),
  );
  if (cases.length !== parsed.numberOfTests) throw new Error(`${file}: ${cases.length} cases where ${parsed.numberOfTests} are announced`);
  return cases;
}
