/** What a steward types goes sealed to the strongroom and nowhere else, and is gone from the page once it is stored or left. */
import { webcrypto } from 'node:crypto';
import { expect, type Page, test } from '@playwright/test';
import encodeQR from 'qr';
import { fromBase64url, fromUtf8, toBase64url } from '../../../shared/base/bytes.ts';
import { makeEnvelopeKey, openEnvelope } from '../../../shared/contract/envelope.ts';
import type { CallInput } from '../../../shared/contract/handlers.ts';
import { allScenes } from '../../harness/gallery/all-scenes.ts';
import { Gallery, type Shown } from '../../harness/gallery/gallery.ts';
import type { Answers } from '../../harness/gallery/scene.ts';

const SECRET = 'canary-4#Qvl1Wz';
const URI = 'otpauth://totp/Joker.com:owner?secret=JBSWY3DPEHPK3PXP&issuer=Joker.com';

let gallery: Gallery;
test.beforeAll(async () => {
  gallery = await Gallery.open();
});
test.afterAll(async () => gallery.close());

async function show(name: string, answers: Answers = {}): Promise<Shown> {
  const scene = (await allScenes())[name];
  if (scene === undefined) throw new Error(`there is no scene called ${name}`);
  return gallery.show({ ...scene, answers: { ...scene.answers, ...answers } }, {});
}

async function everything(page: Page): Promise<string> {
  return page.evaluate(() => {
    const fields = [...document.querySelectorAll('input, textarea')].map((field) => (field as HTMLInputElement).value);
    return `${document.documentElement.outerHTML}\n${fields.join('\n')}`;
  });
}

test('the strongroom alone can read what was typed, and the page forgets it', async () => {
  const key = await makeEnvelopeKey(webcrypto.subtle);
  const stored: CallInput<'deposit.store'>[] = [];
  const { page, close } = await show('deposit-login', {
    'envelope.key': () => ({ key: 'e_1', publicKey: toBase64url(key.publicKey) }),
    'deposit.store': (input) => {
      stored.push(input);
      return { credential: 'k_1', version: 1 };
    },
  });
  await page.getByRole('textbox', { name: 'System' }).fill('core-rtr');
  await page.getByLabel('User name').fill('admin');
  await page.getByLabel('Password', { exact: true }).fill(SECRET);
  await page.getByRole('button', { name: 'Add a field' }).click();
  await page.getByLabel('What it is', { exact: true }).fill('Enable secret');
  await page.getByLabel('Value').fill(`${SECRET}-2`);
  await page.getByRole('button', { name: 'Store it' }).click();
  await page.getByText('What happens now').waitFor();
  expect(await everything(page)).not.toContain('canary');
  const [deposit] = stored;
  expect(stored).toHaveLength(1);
  expect(JSON.stringify(deposit)).not.toContain('canary');
  expect(deposit).toMatchObject({ kind: 'login', title: 'Core routers: administrator', system: 'core-rtr', replaces: null, file: null });
  const opened = await openEnvelope(webcrypto.subtle, key, fromBase64url(deposit?.envelope.sealed ?? ''), 'deposit');
  expect(JSON.parse(fromUtf8(opened))).toEqual({
    fields: { username: 'admin', password: SECRET },
    extra: [{ label: 'Enable secret', value: `${SECRET}-2` }],
  });
  await close();
});

test('another deposit begins empty', async () => {
  const { page, close } = await show('deposit-stored');
  await page.getByRole('button', { name: 'Deposit another' }).click();
  await page.getByRole('heading', { name: 'Deposit a credential', level: 1 }).waitFor();
  const values = await page
    .locator('main input:not([type=radio]), main textarea')
    .evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value));
  expect(values.join('')).toBe('');
  await close();
});

test('leaving asks first, Esc stays, and what is left behind is gone', async () => {
  const { page, close } = await show('deposit-leave');
  await page.getByRole('alertdialog').waitFor();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('alertdialog')).toHaveCount(0);
  await expect(page.getByLabel('Text')).toHaveValue('The safe of the safe.');
  const log = page.getByRole('navigation', { name: 'Rooms' }).getByRole('button', { name: 'Log' });
  await log.click();
  await page.getByRole('button', { name: 'Stay' }).click();
  await expect(page.getByLabel('Text')).toHaveValue('The safe of the safe.');
  await page.getByRole('button', { name: 'Back to the directory' }).click();
  await page.getByRole('button', { name: 'Clear it and leave' }).click();
  await page.getByRole('listbox', { name: 'Credentials' }).waitFor();
  await expect(page.getByRole('alertdialog')).toHaveCount(0);
  expect(await everything(page)).not.toContain('The safe of the safe');
  await close();
});

test('a picture of a QR code is read in the page, and a picture without one is said', async () => {
  const { page, close } = await show('deposit-totp');
  const field = page.getByRole('region', { name: 'The secret part' }).getByRole('textbox');
  await field.fill('');
  const picture = (name: string, bytes: Uint8Array) => ({ name, mimeType: 'image/gif', buffer: Buffer.from(bytes) });
  await page.locator('input[type=file]').setInputFiles(picture('blank.gif', Uint8Array.of(1, 2, 3)));
  await expect(page.getByText('No QR code of a one-time code is in this picture.')).toBeVisible();
  await page.locator('input[type=file]').setInputFiles(picture('other.gif', encodeQR('https://example.com', 'gif', { scale: 6 })));
  await expect(page.getByText('No QR code of a one-time code is in this picture.')).toBeVisible();
  await page.locator('input[type=file]').setInputFiles(picture('code.gif', encodeQR(URI, 'gif', { scale: 6 })));
  await expect(field).toHaveValue(URI);
  await expect(page.getByText('Reads as: Joker.com:owner, 6 digits, every 30 s.')).toBeVisible();
  await close();
});

test('the camera is asked for while the sheet is open, and given back however it closes', async () => {
  const gates: string[] = [];
  const { page, close } = await show('deposit-scan', {
    'app.camera': ({ gate }) => {
      gates.push(gate);
      return {};
    },
  });
  expect(gates.at(-1)).toBe('open');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect.poll(() => gates.at(-1)).toBe('close');
  expect(gates.filter((gate) => gate === 'open')).toHaveLength(gates.length / 2);
  await close();
});

test('a store that is refused keeps what was typed, and says why', async () => {
  const { page, close } = await show('deposit-login', { 'envelope.key': () => ({ key: 'e_1', publicKey: 'AAAA' }) });
  await page.getByRole('textbox', { name: 'System' }).fill('core-rtr');
  await page.getByLabel('Password', { exact: true }).fill(SECRET);
  await page.getByRole('button', { name: 'Store it' }).click();
  await expect(page.locator('.bad-note')).toBeVisible();
  await expect(page.getByLabel('Password', { exact: true })).toHaveValue(SECRET);
  await close();
});
