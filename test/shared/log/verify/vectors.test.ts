import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { verifyTarget } from '../../../../cli/verify.ts';
import { tempFolder } from '../../../harness/base/temp-folder.ts';
import { logVectors } from '../../../vectors/log/make-vectors.ts';

const text = readFileSync(new URL('../../../vectors/log/verify.json', import.meta.url), 'utf8');
const { cases } = z
  .object({
    cases: z.array(
      z.object({ class: z.string(), comment: z.string(), exit: z.int(), seq: z.int().nullable(), files: z.record(z.string(), z.string()) }),
    ),
  })
  .parse(JSON.parse(text));

describe('the vectors of the log', () => {
  test.each(cases)('$class: $comment', async ({ exit, seq, files }) => {
    using folder = tempFolder();
    const target = join(folder.path, 'export');
    mkdirSync(target);
    for (const [name, content] of Object.entries(files)) writeFileSync(join(target, name), content);
    const answer = await verifyTarget({ target, anchors: [], vkey: null });
    expect(answer.exit).toBe(exit);
    if (exit !== 4) expect(answer.json).toMatchObject({ logs: [{ firstBad: seq === null ? null : { seq } }] });
  });

  test('are what the script makes, mostly failures', () => {
    expect(text).toBe(logVectors());
    expect(cases.filter(({ exit }) => exit !== 0).length).toBeGreaterThan(4 * cases.filter(({ exit }) => exit === 0).length);
  });
});
