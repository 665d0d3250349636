/** Every screen of the real app, as its own engine fills it: axe finds nothing in three themes, and 200 % text breaks nothing. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from '@playwright/test';
import { lookAt } from './dressed.ts';
import { PATIENCE_MS, Practice, QUORUM } from './practice.ts';

test.describe.configure({ mode: 'serial', timeout: 8 * PATIENCE_MS });

let practice: Practice;
test.beforeAll(async () => {
  practice = await Practice.atTheDoors();
});
test.afterAll(async () => practice.end());

test('the doors, and the first steps of a founding', async () => {
  const { page, stage } = practice;
  await lookAt(practice, 'doors');
  await page.getByLabel('Name of the vault').fill('Nordhamn production');
  await stage.press('Begin the founding');
  await stage.heading('What is it called?').waitFor();
  await lookAt(practice, 'founding: name');
  await stage.press('Go on');
  await stage.press('Three custodians');
  await stage.members([
    { name: 'Mara Lindqvist', roles: ['Custodian', 'Steward'] },
    { name: 'Ito Kenji', roles: ['Custodian', 'Operator'] },
    { name: 'Sam Rivera', roles: ['Custodian'] },
  ]);
  await lookAt(practice, 'founding: members');
  await stage.press('Go on');
  await stage.heading('Register the keys').waitFor();
  await lookAt(practice, 'founding: keys');
  await stage.press('Leave');
  await lookAt(practice, 'founding: leave');
  await stage.press('Leave, and go on later');
  await stage.button('Start practising').waitFor();
  await lookAt(practice, 'doors, with a founding to go on with');
});

test('sealed: the board, and each room', async () => {
  const { stage } = practice;
  await stage.press('Start practising');
  await stage.heading('PRACTICE: SEALED').waitFor();
  await lookAt(practice, 'board');
  for (const room of ['Log', 'Members', 'Reports', 'Settings']) {
    await stage.room(room);
    await stage.heading(room).waitFor();
    await lookAt(practice, room);
  }
  await stage.room('Playbooks');
  await stage.button('Sit down as Mara Lindqvist').waitFor();
  await lookAt(practice, 'playbooks, nobody at the desk');
});

test('the desk: directory, deposit, import, playbook', async () => {
  const { page, stage, app } = practice;
  await stage.room('Directory');
  await lookAt(practice, 'directory, nobody at the desk');
  await practice.sitDown('Mara Lindqvist');
  await page.getByRole('listbox').getByRole('option').first().click();
  await lookAt(practice, 'directory');
  await stage.press('Deposit a credential');
  for (const kind of ['Login with password', 'One-time code (TOTP)', 'Certificate and key (X.509)', 'File']) {
    await page.getByText(kind, { exact: true }).first().click();
    await lookAt(practice, `deposit: ${kind}`);
  }
  await stage.press('Back to the directory');
  await stage.press('Import from CSV');
  const table = join(app.userData, 'import.csv');
  writeFileSync(table, 'title,system,compartment,password\nAdministrator,Switch 1,Network,one\n,Switch 2,Nowhere,two\n');
  await stage.answerOpen(table);
  await stage.press('Choose a CSV file');
  await page.getByText('Line 3').waitFor();
  await lookAt(practice, 'import, with errors');
  await stage.press('Back to the directory');
  await stage.room('Playbooks');
  await lookAt(practice, 'playbooks');
  await stage.press('Write a playbook');
  await lookAt(practice, 'playbook: write');
  await stage.room('Directory');
  await stage.press('Leave the desk');
});

test('an emergency: declare, gather, consent, open, revealed, read large, closing', async () => {
  const { page, stage } = practice;
  await stage.room('Board');
  await stage.press('Declare an emergency');
  await lookAt(practice, 'declare');
  await stage.press('Back to the board');
  await practice.declare();
  await lookAt(practice, 'gathering');
  await stage.choose(QUORUM[0]);
  await lookAt(practice, 'consent');
  await stage.press('Deny, with a reason');
  await lookAt(practice, 'deny');
  await stage.press('Back to the request');
  await stage.press('Approve with my key');
  await stage.button('Touch key 1').waitFor();
  await lookAt(practice, 'touch');
  await stage.press('Stop waiting');
  await stage.press(/^I am not/);
  await practice.gather();
  await lookAt(practice, 'open, nothing chosen');
  await stage.look('Administrator', 'Core routers');
  await stage.press('Show the code');
  await lookAt(practice, 'open');
  const shown = async (): Promise<void> => {
    const reveal = stage.button('Reveal Password');
    if ((await reveal.count()) > 0) await reveal.click();
    await stage.button('Hide').waitFor();
  };
  await lookAt(practice, 'revealed', shown);
  await shown();
  await practice.readLarge('Password');
  await lookAt(practice, 'read large', async () => {
    const back = stage.button('Back to the credential');
    if ((await back.count()) > 0) {
      await back.click();
      await shown();
      await practice.readLarge('Password');
    }
  });
  await page.keyboard.press('F9');
  await stage.heading(/SEALED/).waitFor();
  await lookAt(practice, 'closing');
  await stage.room('Board');
  await stage.heading('PRACTICE: SEALED').waitFor();
  await lookAt(practice, 'board, with a use that is not closed');
});

test('a drill: its twins of the same screens', async () => {
  const { stage } = practice;
  await stage.press('Drill');
  await lookAt(practice, 'drill: declare');
  await stage.press('Back to the board');
  await practice.declare('drill', 'DRILL-19');
  await lookAt(practice, 'drill: gathering');
  await practice.gather();
  await stage.look('Decoy administrator');
  await lookAt(practice, 'drill: open');
  await practice.seal();
  await lookAt(practice, 'drill: closing');
  await stage.room('Reports');
  await lookAt(practice, 'reports');
  await stage.room('Log');
  await stage.press(/^Verify/);
  await practice.page.getByText('Nothing changed, cut or forked').first().waitFor();
  await lookAt(practice, 'log, verified');
});
