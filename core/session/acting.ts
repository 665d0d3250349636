import type { Person } from '../../shared/log/leaf/entry.ts';

/** Someone who acted, as an entry names them. `key`: the security key that they proved it with; null where nothing was proved. */
export function acting(
  id: string,
  role: string | null,
  key: string | null,
  means: readonly string[] = key === null ? [] : ['key', 'pin'],
): Person {
  return { id, role, am: [...means], key };
}
