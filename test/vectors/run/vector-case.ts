import { z } from 'zod';

/** One vector: do this with that; `class` is "ok" and `out` comes, or `class` is the code with which it must be refused. */
export const vectorCase = z.strictObject({
  name: z.string(),
  class: z.string(),
  do: z.string(),
  in: z.record(z.string(), z.unknown()),
  out: z.unknown().optional(),
});
export type VectorCase = z.infer<typeof vectorCase>;

export const vectorFile = z.strictObject({ about: z.string(), cases: z.array(vectorCase).min(1) });
export type VectorFile = z.infer<typeof vectorFile>;

/** What the text of a file looks like: one case a line, so that a change shows as a line. */
export function vectorText({ about, cases }: VectorFile): string {
  const lines = cases.map((one) => JSON.stringify(one));
  return `{"about":${JSON.stringify(about)},"cases":[\n${lines.join(',\n')}\n]}\n`;
}

/** A case of the same act with some inputs changed, that must be refused with `code`. */
export function refusedCase(good: VectorCase, name: string, code: string, change: Record<string, unknown>): VectorCase {
  return { name, class: code, do: good.do, in: { ...good.in, ...change } };
}
