/** The whole unseal with the keyboard alone: no mouse, and never in doubt where the keyboard is. */
import { expect, test } from '@playwright/test';
import { Hands } from './hands.ts';
import { PATIENCE_MS, Practice, QUORUM } from './practice.ts';

const PASSWORD = 'practice-kT7O0mRx4#Qvl1Wz';

let practice: Practice;
test.beforeAll(async () => {
  practice = await Practice.atTheDoors();
});
test.afterAll(async () => practice.end());

test('declare, approve three times, find, reveal, copy, read large, seal: by keys alone', async () => {
  test.setTimeout(5 * PATIENCE_MS);
  const { page, stage, app } = practice;
  const hands = await Hands.at(page);

  await hands.press('Start practising');
  await stage.heading('PRACTICE: SEALED').waitFor();
  await hands.notLost();

  await hands.press('Declare an emergency');
  await stage.heading('Declare an emergency').waitFor();
  await hands.fill('Incident reference', 'INC-4471');
  await hands.to('combobox', 'Operator: who will use the credentials');
  await page.keyboard.type('Ito');
  await hands.fill('What happened', 'Nobody can sign in to the routers.');
  await hands.to('checkbox', /^Network/);
  if (!(await page.getByRole('checkbox', { name: /^Network/ }).isChecked())) await page.keyboard.press('Space');
  await hands.press('Send this request');
  await stage.heading('PRACTICE: GATHERING').waitFor();
  await hands.notLost();

  for (const person of QUORUM) {
    await hands.press(person);
    await hands.notLost();
    await hands.press('Approve with my key');
    await hands.notLost();
    await hands.press('Touch key 1');
    if (person !== QUORUM.at(-1)) await expect(practice.status(person)).toContainText('Approved', { timeout: PATIENCE_MS });
    else await stage.heading('PRACTICE: OPEN').waitFor();
    await hands.notLost();
  }

  await hands.to('searchbox', 'Search');
  await page.keyboard.type('administrator');
  await expect(page.getByRole('option')).toHaveCount(1);
  await hands.to('listbox', 'Credentials');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Administrator', level: 2 }).waitFor();
  await hands.press('Reveal Password');
  await expect(page.getByText(PASSWORD)).toBeVisible();
  await hands.seeFocus();

  await hands.press(/^Copy, clears in 30 s/);
  await expect.poll(() => app.main(({ clipboard }) => clipboard.readText(), null)).toBe(PASSWORD);
  await hands.press('Read large Password');
  await stage.button('Hide now').waitFor();
  await hands.notLost();
  await hands.press('Hide now');
  await stage.button('Hide now').waitFor({ state: 'detached' });
  await hands.notLost();

  await page.keyboard.press('F9');
  await stage.heading('PRACTICE: SEALED, NOT CLOSED').or(stage.heading('PRACTICE: SEALED')).first().waitFor();
  await hands.notLost();
  await expect.poll(() => app.main(({ clipboard }) => clipboard.readText(), null)).toBe('');
  expect(await hands.mouseEvents()).toBe(0);
});
