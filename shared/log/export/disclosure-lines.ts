import { type Disclosure, parseDisclosure } from '../leaf/disclosure.ts';
import { lines } from './export-folder.ts';

/** The disclosures in `disclosures.jsonl`, read in chunks. Throws as `lines` and `parseDisclosure` do. */
export function* disclosureLines(chunks: Iterable<Uint8Array>): Generator<Disclosure, undefined> {
  for (const line of lines(chunks)) yield parseDisclosure(line);
  return undefined;
}
