import { catalogue } from '../words/catalogue.ts';

type Acts = typeof catalogue.log.acts;
/** An act of the log that has a sentence: "item.reveal". */
export type LogAct = { [Group in keyof Acts & string]: `${Group}.${keyof Acts[Group] & string}` }[keyof Acts & string];

/** Every act that has a sentence, in the catalogue's order. */
export const LOG_ACTS: readonly LogAct[] = Object.entries(catalogue.log.acts).flatMap(([group, acts]) =>
  // Object.keys forgets what the keys are; these are just the type's.
  Object.keys(acts).map((act) => `${group}.${act}` as LogAct),
);

const KNOWN: ReadonlySet<string> = new Set(LOG_ACTS);

export function isLogAct(act: string): act is LogAct {
  return KNOWN.has(act);
}
