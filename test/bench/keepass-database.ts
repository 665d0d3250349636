import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { kdbxFile } from './kdbx-file.ts';
import { type SampleEntry, sampleEntry } from './measure/sample-entry.ts';

export const PASSWORD = 'a passphrase of the bench';
/** KeePassXC's default before it is tuned to the machine. */
const ARGON2 = { memoryKiB: 64 * 1024, passes: 10, lanes: 2 } as const;

/** A database with the first `size` sample entries, a group for each system. */
export interface KeePassDatabase {
  /** How the key is made out of the password, in the words of `keepassxc-cli db-info`. */
  readonly kdf: string;
  readonly path: string;
}

/**
 * The same database twice: as `keepassxc-cli import` makes it, and under Argon2d as the program's own window would. Throws with what
 * `keepassxc-cli` printed.
 */
export function keePassDatabases(cli: string, folder: string, size: number): readonly KeePassDatabase[] {
  const xml = xmlOf(Array.from({ length: size }, (_, i) => sampleEntry(i)));
  const source = join(folder, `${size}.xml`);
  writeFileSync(source, xml);
  const imported = join(folder, `${size}-imported.kdbx`);
  run(cli, ['import', '-p', source, imported], `${PASSWORD}\n${PASSWORD}\n`);
  const written = join(folder, `${size}-argon2.kdbx`);
  writeFileSync(written, kdbxFile(xml, PASSWORD, ARGON2));
  return [imported, written].map((path) => ({ kdf: kdfOf(cli, path), path }));
}

function kdfOf(cli: string, path: string): string {
  const info = run(cli, ['db-info', path], `${PASSWORD}\n`);
  const kdf = /^KDF: (.+)$/m.exec(info)?.[1];
  if (kdf === undefined) throw new Error(`keepassxc-cli db-info names no KDF: ${info}`);
  return kdf;
}

function run(cli: string, args: readonly string[], input: string): string {
  const { status, stdout, stderr } = spawnSync(cli, args, { input, encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } });
  if (status !== 0) throw new Error(`keepassxc-cli ${args[0]}: ${stdout}${stderr}`);
  return stdout;
}

/** Where an entry lies in these databases. */
export function entryPath({ system, title }: SampleEntry): string {
  return `/${system}/${title}`;
}

function xmlOf(entries: readonly SampleEntry[]): string {
  const groups = Map.groupBy(entries, ({ system }) => system);
  const inner = [...groups].map(([name, of]) => `<Group>${uuid()}<Name>${escaped(name)}</Name>${of.map(entryXml).join('')}</Group>`);
  const root = `<Root><Group>${uuid()}<Name>Root</Name>${inner.join('')}</Group></Root>`;
  return `<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n<KeePassFile><Meta><Generator>bench</Generator></Meta>${root}</KeePassFile>`;
}

function entryXml({ title, username, password, address, owner }: SampleEntry): string {
  const fields = { Title: title, UserName: username, Password: password, URL: address, Notes: owner };
  const strings = Object.entries(fields).map(([key, value]) => `<String><Key>${key}</Key><Value>${escaped(value)}</Value></String>`);
  return `<Entry>${uuid()}${strings.join('')}</Entry>`;
}

function uuid(): string {
  return `<UUID>${randomBytes(16).toString('base64')}</UUID>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
