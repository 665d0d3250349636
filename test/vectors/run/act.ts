import { z } from 'zod';
import { fromBase64url } from '../../../shared/base/bytes.ts';

/** Bytes in a vector: base64url. */
export const bytes = z.string().transform(fromBase64url);
export const text = z.string();

/** One act of an outsider who reads our evidence: parses its inputs, does it, and returns JSON. */
export function act<Shape extends z.ZodRawShape>(
  shape: Shape,
  run: (input: z.infer<z.ZodObject<Shape>>) => unknown,
): (input: unknown) => unknown {
  const form = z.strictObject(shape);
  return (input) => run(form.parse(input) as z.infer<z.ZodObject<Shape>>); // the form is of that very shape
}
