/** What the collector's screens promise: the line at the foot, errors where they are mended, words compared, a log carried by hand. */
import { expect, type Page, test } from '@playwright/test';
import { decodeQR } from 'qr/decode.js';
import { AppError } from '../../../shared/base/app-error.ts';
import type { ErrorCode } from '../../../shared/base/error-codes.ts';
import type { CollectorFault } from '../../../shared/contract/collector-view.ts';
import type { CallInput } from '../../../shared/contract/handlers.ts';
import { allScenes } from '../../harness/gallery/all-scenes.ts';
import { Gallery, type Shown } from '../../harness/gallery/gallery.ts';
import { layoutFindings } from '../../harness/gallery/look.ts';
import { OPEN } from '../../harness/gallery/nordhamn.ts';
import type { Answers } from '../../harness/gallery/scene.ts';
import { ACTIVE, ASKED, RECEIPT_TEXT, stopped, withCollector } from '../../harness/gallery/scenes/f3-collector.ts';

const CODE = 'Q7M4ZK2DX3BVR6TWA5YHJNPCEF';

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

const foot = (page: Page) => page.locator('.foot').getByRole('button');
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

/** By kind: the code that brings it, what the line says of it, and whether it asks for anything. */
const FAULTS: Readonly<Record<CollectorFault['kind'], readonly [ErrorCode, string, 'calm' | 'act']>> = {
  'no-network': ['network.none', 'no network leads to it', 'calm'],
  portal: ['network.portal', 'a sign-in page of the network', 'act'],
  'wrong-certificate': ['network.wrong_certificate', 'somebody else has answered in its place', 'act'],
  'not-answering': ['network.timed_out', 'it has not answered', 'calm'],
  cut: ['network.cut', 'the connection has been breaking', 'calm'],
  busy: ['collector.too_many', 'it has been busy', 'calm'],
  frozen: ['collector.frozen', 'it has taken nothing of this log', 'act'],
  forked: ['collector.forked', 'another history of this log', 'act'],
  'older-copy': ['collector.ahead', 'an older copy', 'act'],
  lost: ['collector.lost_entries', 'entries have been missing there', 'act'],
  'bad-answer': ['log.bad_receipt', 'its answers have not held', 'act'],
  refused: ['collector.bad_signature', 'it has refused them', 'act'],
  here: ['log.cannot_write', 'this station’s own log', 'act'],
};

test('the line at the foot tells every fault apart, and warns of none that passes by itself', async () => {
  const { page, push, close } = await show('collector-active');
  const said = new Set<string>();
  for (const [kind, [code, words, urgency]] of Object.entries(FAULTS)) {
    // Object.entries forgets what the keys are; the table has them.
    await push({ ...stopped(kind as CollectorFault['kind'], code), revision: 10 + said.size });
    await expect(foot(page)).toContainText(words);
    await expect(foot(page)).toContainText('22 entries wait for the collector, 2 of them alerts');
    await expect(foot(page)).toContainText('since 02:03 UTC');
    const calm = urgency === 'calm';
    await expect(foot(page).getByText(calm ? 'Nothing to do. Details' : 'What to do')).toBeVisible();
    await expect(page.locator('.foot .care, .foot .bad, main .care, main .bad')).toHaveCount(calm ? 0 : 2);
    expect(await layoutFindings(page), kind).toEqual([]);
    said.add((await foot(page).textContent()) ?? '');
  }
  expect(said.size).toBe(Object.keys(FAULTS).length);
  await close();
});

test('one press on the line leads to the collector, while something is open too', async () => {
  const { page, push, close } = await show('sealed');
  const { collector, sync } = withCollector(ACTIVE, {});
  await push({ ...withCollector(ACTIVE, {}), revision: 8 });
  await foot(page).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { name: 'Collector', level: 1 })).toBeFocused();
  await push({ ...OPEN, collector, sync, revision: 9 });
  await expect(page.getByRole('heading', { name: 'OPEN', level: 1 })).toBeFocused();
  await foot(page).click();
  await expect(page.getByRole('heading', { name: 'Collector', level: 1 })).toBeFocused();
  await expect(page.getByRole('button', { name: 'Seal now' })).toBeVisible();
  await expect(page.locator('main').getByText('Received at 02:19 UTC. Receipt verified.')).toBeVisible();
  await close();
});

test('a code is grouped under the hands, wrong ones are said at the field, and what was typed is asked', async () => {
  const asked: CallInput<'collector.ask'>[] = [];
  const refusals: ErrorCode[] = ['collector.code_used', 'network.name_unknown', 'network.portal'];
  const { page, close } = await show('collector-none', {
    'collector.ask': (input) => {
      asked.push(input);
      const code = refusals.shift();
      if (code !== undefined) throw new AppError(code, 'refused');
      return {};
    },
  });
  const [address, code] = [page.getByLabel('Address of the collector'), page.getByLabel('Code')];
  await press(page, 'Ask the collector');
  await expect(address).toBeFocused();
  await expect(page.getByText('Type its address.')).toBeVisible();
  await address.pressSequentially('collector.example:8443');
  await code.pressSequentially('q7m41zk');
  await expect(page.getByText('“1” is not one of them.')).toBeVisible();
  for (let i = 0; i < 3; i++) await page.keyboard.press('Backspace');
  await expect(page.getByText('is not one of them.')).toHaveCount(0);
  await page.keyboard.press('Enter');
  await expect(page.getByText('22 are missing.')).toBeVisible();
  await expect(code).toBeFocused();
  expect(asked).toEqual([]);
  await page.keyboard.insertText(CODE.slice(4).toLowerCase());
  await expect(code).toHaveValue('Q7M4 ZK2D X3BV R6TW A5YH JNPC EF');
  await page.keyboard.press('Enter');
  await expect(page.getByText('This code was used before.')).toBeVisible();
  await expect(code).toHaveAttribute('aria-invalid', 'true');
  await expect(code).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByText('The collector’s name was not found.')).toBeVisible();
  await expect(address).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('.bad-note')).toContainText('A sign-in page of this network answered');
  await expect(page.locator('[aria-invalid="true"]')).toHaveCount(0);
  expect(asked[2]).toEqual({ address: 'https://collector.example:8443', code: 'Q7M4 ZK2D X3BV R6TW A5YH JNPC EF', pin: null });
  await close();
});

test('a letter put into the middle of the code leaves the caret behind it', async () => {
  const { page, close } = await show('collector-none');
  const code = page.getByLabel('Code');
  await code.fill('abcdefgh');
  await page.keyboard.press('Home');
  for (let i = 0; i < 5; i++) await page.keyboard.press('ArrowRight');
  await page.keyboard.type('23');
  await expect(code).toHaveValue('ABCD 23EF GH');
  expect(await code.evaluate((field) => (field as HTMLInputElement).selectionStart)).toBe(7);
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Backspace');
  await expect(code).toHaveValue('ABCE FGH');
  await close();
});

test('words that differ are explained, and lead out with the reason said', async () => {
  const { page, calls, push, close } = await show('collector-asked');
  const differ = page.getByRole('button', { name: 'They differ', exact: true });
  await differ.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Compare once more' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(differ).toBeFocused();
  expect(calls).not.toContain('collector.leave');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect.poll(() => calls).toContain('collector.leave');
  await push({ ...withCollector({ state: 'none', stationWords: ASKED.stationWords, before: null }, {}), revision: 9 });
  await expect(page.locator('main').getByText('Withdrawn, because the words differed')).toBeVisible();
  await expect(page.getByRole('heading', { name: 'Enrol with a collector', level: 1 })).toBeFocused();
  expect(calls).not.toContain('collector.confirm');
  await close();
});

test('words that are the same are confirmed for the request whose words were shown', async () => {
  const confirmed: string[] = [];
  const { page, push, close } = await show('collector-asked', {
    'collector.confirm': ({ request }) => {
      confirmed.push(request);
      return {};
    },
  });
  await expect(page.getByRole('list', { name: 'The collector’s words' }).getByRole('listitem')).toHaveText(ASKED.collectorWords);
  await expect(page.getByRole('list', { name: 'This station’s words' }).getByRole('listitem')).toHaveText(ASKED.stationWords);
  await press(page, 'They are the same');
  await expect.poll(() => confirmed).toEqual([ASKED.request]);
  await push({ ...withCollector({ ...ASKED, confirmed: true }, { say: 'asked', received: null }), revision: 9 });
  await expect(page.getByRole('heading', { name: 'Waiting to be let in', level: 1 })).toBeFocused();
  await expect(page.getByText('You compared them: they are the same')).toBeVisible();
  await close();
});

test('a receipt is taken from text, and one that does not hold leaves it to be mended', async () => {
  const texts: string[] = [];
  const { page, close } = await show('collector-paste', {
    'collector.readReceipt': ({ text }) => {
      texts.push(text);
      if (!text.includes('—')) throw new AppError('log.bad_receipt', 'bad');
      return { receipt: { kind: 'taken', entries: 2340, at: Date.UTC(2026, 10, 25, 2, 19) } };
    },
  });
  const field = page.getByLabel('Text of the receipt');
  await expect(field).toBeFocused();
  await field.fill('half of it');
  await press(page, 'Take this receipt');
  await expect(page.getByRole('dialog').locator('.bad-note')).toBeVisible();
  await field.fill(RECEIPT_TEXT);
  await expect(page.locator('.bad-note')).toHaveCount(0);
  await press(page, 'Take this receipt');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.locator('main').getByText('Receipt verified: the collector holds the first 2,340 entries')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Paste it' })).toBeFocused();
  expect(texts).toEqual(['half of it', RECEIPT_TEXT]);
  await close();
});

test('the code that is shown reads as the receipt itself', async () => {
  const { page, close } = await show('collector-receipt');
  const picture = page.getByRole('img', { name: 'QR code of the receipt' });
  const size = Number((await picture.getAttribute('viewBox'))?.split(' ')[2]);
  const path = (await picture.locator('path').getAttribute('d')) ?? '';
  expect(decodeQR({ width: size * 4, height: size * 4, data: pixels(path, size, 4) })).toBe(RECEIPT_TEXT);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Show it as a code' })).toBeFocused();
  await close();
});

test('leaving is asked about, and where the entries were written to is said', async () => {
  const { page, calls, close } = await show('collector-active-by-hand');
  await expect(page.locator('main').getByText('22 entries are in /media/usb/ops-room-a-2318-2340.hsync')).toBeVisible();
  await press(page, 'Leave it');
  await expect(page.getByRole('alertdialog')).toContainText('22 entries were not received.');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alertdialog')).toHaveCount(0);
  expect(calls).not.toContain('collector.leave');
  await close();
});

test('how an act ended is brought into sight, however far below it was pressed', async () => {
  const scene = (await allScenes())['collector-active'];
  if (scene === undefined) throw new Error('no scene');
  const { page, complaints, close } = await gallery.show(scene, { textPercent: 200 });
  for (const told of ['Write the whole log', 'Open its file']) {
    await press(page, told);
    await expect(
      page
        .locator('main')
        .getByText(/2,340 entries/)
        .first(),
    ).toBeInViewport();
  }
  expect(complaints).toEqual([]);
  await close();
});

test('the camera looks for a receipt while its sheet is open, and no longer', async () => {
  const gates: string[] = [];
  const { page, close } = await show('collector-active', {
    'app.camera': ({ gate }) => {
      gates.push(gate);
      return {};
    },
  });
  await press(page, 'Scan its code');
  await expect(page.getByText('Open the receipt’s file, or paste its text.')).toBeVisible();
  expect(gates).toContain('open');
  await page.keyboard.press('Escape');
  await expect.poll(() => gates.at(-1)).toBe('close');
  await close();
});

test('the log marks what waits for a receipt, and nothing once all is received', async () => {
  const { page, push, close } = await show('collector-log');
  const marked = page.locator('.log-line', { hasText: 'not received yet' });
  await expect(marked).toHaveCount(4);
  await expect(page.getByText('To entry 2,335')).toBeVisible();
  await push({ ...withCollector(ACTIVE, {}), revision: 9 });
  await expect(page.getByText('Nothing waits')).toBeVisible();
  await expect(marked).toHaveCount(0);
  await close();
});

/** The dark runs of a drawn code, `scale` pixels a module. */
function pixels(path: string, size: number, scale: number): Uint8ClampedArray {
  const width = size * scale;
  const data = new Uint8ClampedArray(width * width * 4).fill(255);
  for (const [, x = '', y = '', length = ''] of path.matchAll(/M(\d+) (\d+)h(\d+)/g)) {
    for (let row = Number(y) * scale; row < (Number(y) + 1) * scale; row++) {
      const from = (row * width + Number(x) * scale) * 4;
      for (let at = from; at < from + Number(length) * scale * 4; at += 4) data.fill(0, at, at + 3);
    }
  }
  return data;
}
