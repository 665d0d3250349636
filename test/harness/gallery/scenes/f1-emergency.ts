import type { Page } from 'playwright-core';
import type { View } from '../../../../shared/contract/view.ts';
import { GATHERING, PEOPLE, REQUEST, SEALED } from '../nordhamn.ts';
import type { Scenes } from '../scene.ts';

async function declare(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Declare an emergency' }).click();
}

async function fillIn(page: Page): Promise<void> {
  await page.getByLabel('Incident reference').fill('INC-4471');
  await page.getByLabel('Operator: who will use the credentials').selectOption({ label: 'Jonas Weber' });
  await page.getByLabel('What happened').fill(REQUEST.reason);
  await page.getByRole('checkbox', { name: /^Network/ }).check({ force: true });
  await page.getByRole('checkbox', { name: /^Single sign-on refuses/ }).check({ force: true });
  await page.getByRole('checkbox', { name: /^The password manager cannot/ }).check({ force: true });
}

const nobody: View = {
  ...GATHERING,
  request: {
    ...REQUEST,
    have: 0,
    oneMore: false,
    people: REQUEST.people.map(({ member }) => ({ member, status: 'waiting', at: null, reason: null, fault: null })),
  },
};

export const scenes: Scenes = {
  'declare-empty': { view: SEALED, drive: declare },
  declare: {
    view: SEALED,
    drive: async (page) => {
      await declare(page);
      await fillIn(page);
    },
  },
  'declare-drill': {
    view: SEALED,
    drive: async (page) => {
      await page.getByRole('button', { name: 'Drill', exact: true }).click();
      await page.getByLabel('Drill reference').fill('DRILL-19');
      await page.getByRole('checkbox', { name: /^Network/ }).check({ force: true });
    },
  },
  gathering: { view: GATHERING },
  'gathering-nobody': { view: nobody },
  'gathering-deny': {
    view: GATHERING,
    drive: async (page) => page.getByRole('button', { name: 'Deny, with a reason' }).click(),
  },
  'gathering-touch': {
    view: GATHERING,
    answers: {
      'key.begin': () => ({
        done: false,
        step: {
          ticket: 't',
          op: 'get',
          say: 'touch',
          member: PEOPLE.mara,
          labels: ['1', '2'],
          options: { challenge: 'AAAA', timeout: 60000 },
          prfInput: 'A'.repeat(43),
          envelope: { key: 'k', publicKey: 'A'.repeat(43) },
          passphrase: 'none',
          simulated: true,
        },
      }),
    },
    drive: async (page) => page.getByRole('button', { name: 'Approve with my key' }).click(),
  },
  drill: {
    view: {
      ...GATHERING,
      request: {
        ...REQUEST,
        kind: 'drill',
        incident: 'DRILL-19',
        reason: 'routers without sign-in, the yearly rehearsal',
        compartments: ['c_network-decoy'],
      },
    },
  },
};
