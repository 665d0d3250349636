/** What the open window promises to hands that have no mouse, and to eyes that must see nothing more than was asked for. */
import { expect, type Page, test } from '@playwright/test';
import { allScenes } from '../../harness/gallery/all-scenes.ts';
import { Gallery, type Shown } from '../../harness/gallery/gallery.ts';
import { OPEN, SEALED, WINDOW } from '../../harness/gallery/nordhamn.ts';

let gallery: Gallery;
test.beforeAll(async () => {
  gallery = await Gallery.open();
});
test.afterAll(async () => gallery.close());

async function show(name: string, from = gallery): Promise<Shown> {
  const scene = (await allScenes())[name];
  if (scene === undefined) throw new Error(`there is no scene called ${name}`);
  return from.show(scene, {});
}

/** Every text that the page holds, in its elements, their attributes and its fields. */
async function everything(page: Page): Promise<string> {
  return page.evaluate(() => {
    const fields = [...document.querySelectorAll('input, textarea')].map((field) => (field as HTMLInputElement).value);
    return `${document.documentElement.outerHTML}\n${fields.join('\n')}\n${document.title}`;
  });
}

for (const name of ['open', 'large', 'open-extend', 'open-none']) {
  test(`F9 seals from ${name}, once a press`, async () => {
    const shown = await show(name);
    await shown.page.keyboard.press('F9');
    await expect.poll(() => shown.calls.filter((call) => call === 'window.seal').length).toBe(1);
    await shown.close();
  });
}

test('F9 does nothing while nothing is open', async () => {
  const shown = await show('sealed');
  await shown.page.keyboard.press('F9');
  await shown.page.keyboard.press('Tab');
  expect(shown.calls).not.toContain('window.seal');
  await shown.close();
});

test('a credential is found, chosen, shown and hidden with the keyboard alone', async () => {
  const shown = await show('open-choose');
  const { page } = shown;
  await page.getByRole('searchbox').focus();
  await page.keyboard.type('registrar');
  await expect(page.getByRole('option')).toHaveCount(2);
  await page.keyboard.press('Tab');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('option', { selected: true })).toContainText('Zone transfer key');
  const reveal = page.getByRole('button', { name: 'Reveal Password' });
  for (let i = 0; i < 20 && !(await reveal.evaluate((one) => one === document.activeElement)); i++) await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-secret]')).toBeVisible();
  expect(await everything(page)).toContain('kT7O0mRx4#Qvl1Wz');
  const hide = page.getByRole('button', { name: 'Hide', exact: true });
  for (let i = 0; i < 20 && !(await hide.evaluate((one) => one === document.activeElement)); i++) await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-secret]')).toHaveCount(0);
  expect(await everything(page)).not.toContain('kT7O0mRx4#Qvl1Wz');
  await shown.close();
});

test('a shown value leaves the page when another credential is chosen, when main hides it, and when the window seals', async () => {
  const leaves = [
    async ({ page }: Shown) => page.getByRole('option').nth(1).click(),
    async ({ push }: Shown) => {
      const field = { credential: 'x_1', field: 'password', hidesInMs: 20_000 };
      await push({ ...OPEN, window: { ...WINDOW, shown: [field] }, revision: 10 });
      await push({ ...OPEN, revision: 11 });
    },
    async ({ push }: Shown) => push({ ...SEALED, revision: 12 }),
    async ({ page }: Shown) => page.getByRole('button', { name: 'Log', exact: true }).click(),
  ];
  for (const leave of leaves) {
    const shown = await show('open');
    expect(await everything(shown.page)).toContain('kT7O0mRx4#Qvl1Wz');
    await leave(shown);
    await expect.poll(async () => (await everything(shown.page)).includes('kT7O0mRx4#Qvl1Wz')).toBe(false);
    await shown.close();
  }
});

test('one reveal is one entry: a touch and a reading view are asked for once, though strict React draws twice', async () => {
  const strict = await Gallery.open('development');
  const large = await show('large', strict);
  expect(large.calls.filter((call) => call === 'window.reveal')).toHaveLength(2);
  await large.close();
  const touch = await show('gathering-touch', strict);
  expect(touch.calls.filter((call) => call === 'key.begin')).toHaveLength(1);
  expect(touch.calls).not.toContain('key.abandon');
  await touch.close();
  await strict.close();
});

test('Esc leaves a question without doing anything', async () => {
  const shown = await show('gathering');
  await shown.page.getByRole('button', { name: 'Abort' }).click();
  await shown.page.getByRole('alertdialog').waitFor();
  await shown.page.keyboard.press('Escape');
  await expect(shown.page.getByRole('alertdialog')).toHaveCount(0);
  expect(shown.calls).not.toContain('request.abort');
  await shown.close();
});
