/**
 * Secrets that are nowhere else in the world go in through the window, in every field of every kind. Then: they are in no
 * page, file, store or output but the one field that is shown, while it is shown; and the page cannot call its way to them.
 */
import { webcrypto } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from '@playwright/test';
import { opened } from '../../../renderer/words/en/emergency/opened.ts';
import { fromBase64url, toBase64url, utf8 } from '../../../shared/base/bytes.ts';
import type { DirectoryRow, LogRow } from '../../../shared/contract/calls.ts';
import { sealEnvelope } from '../../../shared/contract/envelope.ts';
import { freshFolder } from '../../harness/app/app.ts';
import type { PageWindow } from '../../harness/app/ask-page.ts';
import { filesThatHold, hatch, hatchBase32, heardIn, pageText } from './canaries.ts';
import { noteHost, PATIENCE_MS, Practice } from './practice.ts';

const root = join(import.meta.dirname, '../../..');
const NAMES = ['Password', 'Extra', 'SshKey', 'SshPass', 'X509Key', 'Codes', 'Note', 'File'] as const;
const canaries = { ...hatch(NAMES), Totp: hatchBase32(), LoginTotp: hatchBase32() };
const SYSTEM = 'Canary system';
const pem = (label: string, body: string): string => `-----BEGIN ${label}-----\n${body}\n-----END ${label}-----`;
const otpauth = (secret: string): string => `otpauth://totp/Nordhamn:canary?secret=${secret}&issuer=Nordhamn`;

test.describe.configure({ mode: 'serial', timeout: 4 * PATIENCE_MS });

let practice: Practice;
let console_ = '';
let inIdentity = '';
test.beforeAll(async () => {
  practice = await Practice.start();
  practice.page.on('console', (message) => (console_ += message.text()));
});
test.afterAll(async () => practice.end());
test.beforeEach(() => noteHost(practice.app));

/** Where the app and its browser write: its own folder, the browser's throwaway one with its crash dumps, and its program. */
function folders(): string[] {
  const throwaway = process.env['XDG_RUNTIME_DIR'] ?? '/dev/shm';
  const own = readdirSync(throwaway).filter((name) => name.startsWith(`halligan-rescue-${practice.app.pid}-`));
  return [practice.app.userData, join(root, 'dist'), ...own.map((name) => join(throwaway, name))];
}

async function expectHeard(names: readonly string[]): Promise<void> {
  await expect.poll(async () => heardIn(await pageText(practice.page), canaries), { timeout: PATIENCE_MS }).toEqual(names);
  expect(heardIn(`${console_}\n${practice.app.output()}`, canaries)).toEqual([]);
  expect(filesThatHold(folders(), canaries)).toEqual([]);
}

async function clipboard(): Promise<string> {
  return practice.app.main(({ clipboard }) => clipboard.readText(), null);
}

async function rows(): Promise<LogRow[]> {
  const input = { text: '', member: null, act: null, incident: null, before: null, limit: 500 };
  return ((await practice.value('log.rows', input)) as { rows: LogRow[] }).rows;
}

test('deposited through the window, they are nowhere', async () => {
  const { page, stage } = practice;
  await practice.sitDown('Mara Lindqvist');
  const place = { compartment: 'Network', system: SYSTEM };
  await stage.deposit({
    ...place,
    kind: 'Login with password',
    title: 'Canary login',
    fields: { 'User name': 'canary-admin', Password: canaries.Password, 'One-time code (if there is one)': otpauth(canaries.LoginTotp) },
  });
  await stage.press('Add a field');
  await page.getByLabel('What it is').fill('Door');
  await page.getByLabel('Value', { exact: true }).fill(canaries.Extra);
  await stage.store();
  await stage.deposit({
    ...place,
    kind: 'One-time code (TOTP)',
    title: 'Canary code',
    fields: { 'One-time code': otpauth(canaries.Totp) },
  });
  await stage.store();
  await stage.deposit({
    ...place,
    kind: 'SSH key',
    title: 'Canary ssh',
    fields: { 'Private key': pem('OPENSSH PRIVATE KEY', canaries.SshKey), 'Passphrase of the key (if there is one)': canaries.SshPass },
  });
  await stage.store();
  await stage.deposit({
    ...place,
    kind: 'Certificate and key (X.509)',
    title: 'Canary x509',
    fields: { 'Private key': pem('PRIVATE KEY', canaries.X509Key), Certificates: pem('CERTIFICATE', 'MIIB') },
  });
  await stage.store();
  await stage.deposit({ ...place, kind: 'Recovery codes', title: 'Canary codes', fields: { 'Recovery codes': canaries.Codes } });
  await stage.store();
  await stage.deposit({ ...place, kind: 'Note', title: 'Canary note', fields: { Text: canaries.Note } });
  await stage.store();
  const outside = freshFolder();
  mkdirSync(outside, { recursive: true });
  writeFileSync(join(outside, 'plan.txt'), canaries.File.repeat(4000));
  await stage.depositFile({ compartment: 'Network', title: 'Canary file', system: SYSTEM }, join(outside, 'plan.txt'));
  await stage.store();
  const { rows: found } = (await practice.value('directory.list', { text: 'Root account', compartment: null, offset: 0, limit: 10 })) as {
    rows: DirectoryRow[];
  };
  inIdentity = found[0]?.id ?? '';
  expect(inIdentity).not.toBe('');
  await expectHeard([]);
  await stage.press('Leave the desk');
  await expectHeard([]);
});

test('an envelope for one purpose does not serve another', async () => {
  await practice.sitDown('Mara Lindqvist');
  const { key, publicKey } = (await practice.value('envelope.key', {})) as { key: string; publicKey: string };
  const sealed = await sealEnvelope<webcrypto.CryptoKey>(
    webcrypto.subtle,
    fromBase64url(publicKey),
    utf8(JSON.stringify({ fields: { text: 'x' }, extra: [] })),
    'key',
  );
  const { vault } = await practice.view();
  const deposit = {
    compartment: vault?.compartments[0]?.id ?? '',
    replaces: null,
    title: 'Wrong',
    system: 'Wrong',
    owner: '',
    kind: 'note',
    file: null,
    envelope: { key, sealed: toBase64url(sealed) },
  };
  expect(await practice.refusal('deposit.store', deposit)).toBe('strongroom.bad_envelope');
  await practice.stage.press('Leave the desk');
});

test('open: one field is in the page while it is shown, and no other anywhere', async () => {
  const { page, stage } = practice;
  await stage.room('Board');
  await practice.open();
  await expectHeard([]);
  for (const title of ['Canary code', 'Canary ssh', 'Canary x509', 'Canary codes', 'Canary note', 'Canary file', 'Canary login']) {
    await stage.look(title, SYSTEM);
    await expectHeard([]);
  }
  await stage.reveal('Password');
  expect(heardIn(await pageText(page), canaries)).toEqual(['Password']);
  const inAttributes = await page.evaluate(
    (value) => [...document.querySelectorAll('*')].flatMap((one) => [...one.attributes]).some((one) => one.value.includes(value)),
    canaries.Password,
  );
  expect(inAttributes).toBe(false);
  expect(await page.title()).not.toContain(canaries.Password);
  await stage.press('Hide');
  await expectHeard([]);

  await stage.reveal('Password');
  await stage.room('Log');
  await expectHeard([]);
  await stage.room('Board');
  await page.getByRole('heading', { name: 'Canary login', level: 2 }).waitFor();
  await expectHeard([]);
  await stage.reveal('Password');
  await expect
    .poll(async () => heardIn(await pageText(page), canaries), { timeout: PATIENCE_MS, message: 'it hides by itself after 20 s' })
    .toEqual([]);
});

test('read large, and as a running code: each character for itself, gone when it is hidden, and the seed in no page', async () => {
  const { page, stage } = practice;
  await stage.reveal('Password');
  await stage.large('Password');
  const letters = await page.locator('.read .ch .c').allTextContents();
  expect(letters.join('')).toBe(canaries.Password);
  await stage.press('Hide now');
  await expect(page.locator('.read')).toHaveCount(0);
  await expectHeard([]);
  await stage.look('Canary ssh', SYSTEM);
  await stage.reveal('Private key');
  await stage.large('Private key');
  expect(heardIn(await pageText(page), canaries)).toEqual(['SshKey']);
  await stage.press('Hide now');
  await expectHeard([]);
  await stage.look('Canary code', SYSTEM);
  await stage.press(opened.unseen.show);
  await expect(page.getByText(/^\d{3} \d{3}$/).first()).toBeVisible({ timeout: PATIENCE_MS });
  await expectHeard([]);
});

test('a file is where it was saved, and nowhere else', async () => {
  const { stage } = practice;
  const target = join(freshFolder(), 'plan.txt');
  mkdirSync(dirname(target), { recursive: true });
  await stage.answerSave(target);
  await stage.look('Canary file', SYSTEM);
  await stage.press('Save the file');
  await practice.page.getByText(opened.file.saved).first().waitFor();
  expect(readFileSync(target, 'utf8')).toBe(canaries.File.repeat(4000));
  await expectHeard([]);
  await stage.look('Canary login', SYSTEM);
});

test('copied: on the clipboard for 30 s and until the seal, and never in the page', async () => {
  const { stage } = practice;
  await stage.press('Copy Password');
  await expect.poll(clipboard).toBe(canaries.Password);
  await expectHeard([]);
  await expect.poll(clipboard, { timeout: PATIENCE_MS, message: 'it is cleared by itself after 30 s' }).toBe('');
});

test('the page cannot call its way to what is not open, and the log has what it tried', async () => {
  const to = toBase64url(new Uint8Array(65));
  expect(await practice.page.evaluate(() => Object.keys((window as unknown as PageWindow).halligan).sort())).toEqual(['call', 'on']);
  const { rows: open } = (await practice.value('window.list', { text: 'Canary login', offset: 0, limit: 1 })) as { rows: DirectoryRow[] };
  const credential = open[0]?.id ?? '';
  const reveal = { credential, field: 'password', how: 'shown', to };
  for (const name of ['window.reveal', 'window.copy', 'window.credential', 'window.code']) {
    const input =
      name === 'window.reveal'
        ? { ...reveal, credential: inIdentity }
        : name === 'window.copy'
          ? { credential: inIdentity, field: 'password' }
          : { credential: inIdentity };
    expect(await practice.refusal(name, input), name).toBe('window.out_of_scope');
  }
  expect(await practice.refusal('window.reveal', { ...reveal, field: 'nothing' })).toBe('window.unknown_field');
  expect(await practice.refusal('window.reveal', { ...reveal, how: 'quietly' })).toBe('call.bad_input');
  expect(await practice.refusal('strongroom.open', {})).toBe('call.unknown');
  await practice.stage.reveal('Password');
  await practice.seal();
  await expectHeard([]);
  expect(await clipboard()).toBe('');
  for (const name of ['window.reveal', 'window.list', 'window.copy']) {
    const input =
      name === 'window.reveal' ? reveal : name === 'window.list' ? { text: '', offset: 0, limit: 1 } : { credential, field: 'password' };
    expect(await practice.refusal(name, input), name).toBe('window.closed');
  }

  await practice.stage.room('Board');
  await practice.open('drill', 'DRILL-19');
  expect(await practice.refusal('window.reveal', reveal)).toBe('window.out_of_scope');
  await practice.seal();

  const tried = (await rows()).filter(({ act }) => act === 'border.refused').map(({ facts }) => `${facts['kind']} ${facts['what']}`);
  expect(tried).toEqual(
    expect.arrayContaining(['bad-input window.reveal', 'unknown-call call', 'out-of-scope window.reveal', 'out-of-scope window.code']),
  );
});
