/** The credentials that are measured, the same in our vault and in the database beside it. Every value is made up. */
export interface SampleEntry {
  readonly title: string;
  readonly system: string;
  readonly owner: string;
  readonly address: string;
  readonly username: string;
  readonly password: string;
}

const KINDS = ['Administrator', 'Console', 'Database owner', 'Service account', 'Root', 'Backup operator', 'Registrar', 'Storage'];
const SITES = ['Nordhamn', 'Östervik', 'Harbour', 'Ridge', 'Old Mill', 'Field', 'Island', 'North Gate'];

/** Deterministic: entry `i` is the same in every run and of every size. */
export function sampleEntry(i: number): SampleEntry {
  const site = SITES[i % SITES.length] ?? '';
  const system = `${site} system ${Math.floor(i / 25) % 400}`;
  return {
    title: `${KINDS[(i * 7) % KINDS.length] ?? ''} ${i}`,
    system,
    owner: `Team ${i % 40}`,
    address: `host-${i}.${site.toLowerCase().replace(/[^a-z]/g, '')}.example`,
    username: `emergency-${i}`,
    password: `not-real-${(i * 2654435761) % 4294967296}-${i}`,
  };
}

/** `count` different numbers below `size`, spread over all of them. */
export function spread(count: number, size: number): number[] {
  return Array.from({ length: count }, (_, i) => Math.floor(((i + 0.5) * size) / count));
}
