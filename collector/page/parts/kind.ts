import { entryOfLeaf } from './entry-words.ts';

/** What an entry is part of: the one thing that must never be taken for another. */
export type Kind = 'emergency' | 'drill' | 'practice';

/** What the entry of this leaf belongs to; an emergency when a newer version wrote it. */
export function alertKind(leaf: string): Kind {
  const entry = entryOfLeaf(leaf);
  return entry?.practice === true ? 'practice' : entry?.drill === true ? 'drill' : 'emergency';
}
