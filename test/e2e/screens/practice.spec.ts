/** A newcomer's five minutes, on the real app and with the keyboard alone: practice vault, emergency, quorum, one secret, sealed. */
import { expect, type Page } from '@playwright/test';
import { test } from '../../harness/app/app.ts';
import { pressEnter, tabTo, typeInto } from '../../harness/app/by-keyboard.ts';

test.setTimeout(240_000);

async function approve(page: Page, name: string): Promise<void> {
  await pressEnter(page, page.getByRole('list', { name: 'Names' }).getByRole('button', { name }));
  await pressEnter(page, page.getByRole('button', { name: 'Approve with my key' }));
  await pressEnter(page, page.getByRole('button', { name: 'Touch key 1' }));
}

test('the whole job is done with the keyboard alone', async ({ app }) => {
  const { page } = app;
  const word = page.getByRole('heading', { level: 1 });
  await pressEnter(page, page.getByRole('button', { name: 'Start practising' }));
  await expect(word).toHaveText('PRACTICE: SEALED', { timeout: 120_000 });

  await pressEnter(page, page.getByRole('button', { name: 'Declare an emergency' }));
  await typeInto(page, page.getByLabel('Incident reference'), 'INC-1');
  await tabTo(page, page.getByLabel('Operator: who will use the credentials'));
  await page.keyboard.type('Sam');
  await typeInto(page, page.getByLabel('What happened'), 'Every sign-in is refused.');
  await tabTo(page, page.getByRole('checkbox', { name: /^Network/ }));
  await page.keyboard.press('Space');
  await pressEnter(page, page.getByRole('button', { name: 'Send this request' }));

  await expect(word).toHaveText('PRACTICE: GATHERING');
  await approve(page, 'Mara Lindqvist');
  await expect(page.getByText('Two more open Network')).toBeVisible();
  await approve(page, 'Lena Okafor');
  await expect(page.getByText('One more opens Network')).toBeVisible();
  await approve(page, 'Priya Nair');

  await expect(word).toHaveText('PRACTICE: OPEN', { timeout: 30_000 });
  await typeInto(page, page.getByRole('searchbox'), 'administrator');
  await expect(page.getByRole('option')).toHaveCount(1);
  await tabTo(page, page.getByRole('listbox'));
  await page.keyboard.press('Enter');
  await pressEnter(page, page.getByRole('button', { name: 'Reveal Password' }));
  await expect(page.locator('[data-secret]')).toHaveText('practice-kT7O0mRx4#Qvl1Wz');

  await page.keyboard.press('F9');
  await expect(word).toHaveText('PRACTICE: SEALED, NOT CLOSED');
  await expect(page.locator('[data-secret]')).toHaveCount(0);
  await expect(page.getByRole('row').nth(1)).toContainText('Sam Rivera');
});
