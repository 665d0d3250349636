import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { MIGRATIONS } from '../../../../core/store/file/migrations.ts';

const folder = new URL('../../../../core/store/file/migrations/', import.meta.url);

/** SHA-256 of each, as it was when it came. A vault that somebody has was made by these very words. */
const FROZEN: readonly string[] = [
  'a2033c1f42b0299b13b5e8dfb34d79a4e865faa36fbb0c839029c79762b8eb83',
  'd2023455b59ef72713d99d63a327979d6c7ce3eba06cfd1cb0ed3afc9125c3ff',
  '08ca1f19b20f111f38463f35ab868a00ce566e3c7c9178c1cb28a728abaef6be',
  'b743ef5f4352a140322ebac6a7d604f0c8c4c80cd4d85efcd4c718730893353a',
  'd37c51b387b3564313115b6dfa64a0c52e45eae074735b0e5d14a29c672a7179',
];

test('migrations are all that there are, numbered without a gap', () => {
  expect(MIGRATIONS.map(([name]) => name)).toEqual(readdirSync(folder).sort());
  expect(MIGRATIONS.map(([name]) => /^\d{3}(?=-[a-z-]+\.sql$)/.exec(name)?.[0])).toEqual(
    MIGRATIONS.map((_, i) => String(i + 1).padStart(3, '0')),
  );
});

test('migrations are the files word for word, and frozen', () => {
  for (const [name, sql] of MIGRATIONS) expect(sql).toBe(readFileSync(new URL(name, folder), 'utf8'));
  expect(MIGRATIONS.map(([, sql]) => createHash('sha256').update(sql).digest('hex'))).toEqual(FROZEN);
});
