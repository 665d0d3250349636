import type { Page } from 'playwright-core';
import { fromBase64url, toBase64url, utf8 } from '../../../../shared/base/bytes.ts';
import type { DirectoryRow, FieldView, Playbook } from '../../../../shared/contract/calls.ts';
import { sealEnvelope } from '../../../../shared/contract/envelope.ts';
import type { CallOutput } from '../../../../shared/contract/handlers.ts';
import type { View } from '../../../../shared/contract/view.ts';
import { NIGHT, OPEN, PEOPLE, REQUEST, VAULT, WINDOW } from '../nordhamn.ts';
import type { Answers, Scenes } from '../scene.ts';

const SEEN = NIGHT + 21 * 60_000;

function row(id: string, system: string, title: string, state: DirectoryRow['state'] = 'not-seen'): DirectoryRow {
  return {
    id,
    title: `${system}: ${title}`,
    system,
    owner: 'Network team',
    kind: 'login',
    compartment: 'c_network',
    version: 3,
    updatedAt: NIGHT,
    state,
    stateAt: state === 'not-seen' ? null : SEEN,
  };
}

const ROWS = [
  row('x_1', 'Core routers', 'administrator', 'exposed'),
  row('x_2', 'Core routers', 'VPN code', 'used-unseen'),
  row('x_3', 'Core routers', 'console server'),
  row('x_4', 'DNS registrar', 'account owner'),
  row('x_5', 'DNS registrar', 'zone transfer key'),
];

function field(id: string, value: string | null, label: string | null = null): FieldView {
  return { id, label, secret: value === null, multiline: false, value };
}

const CREDENTIAL: CallOutput<'window.credential'> = {
  id: 'x_1',
  title: 'Core routers: administrator',
  system: 'Core routers',
  owner: 'Network team',
  kind: 'login',
  compartment: 'c_network',
  version: 3,
  depositedBy: PEOPLE.kenji,
  depositedAt: NIGHT - 86_400_000 * 21,
  fields: [
    field('address', 'core-rtr-1.nordhamn.example'),
    field('username', 'emergency-admin'),
    field('password', null),
    field('extra-1', null, 'Enable secret'),
  ],
  code: true,
};

const PLAYBOOK: Playbook = {
  id: 'b_1',
  title: 'routers without sign-in',
  compartment: 'c_network',
  systems: ['Core routers'],
  steps: [
    { text: 'Reach core-rtr-1 by the console network', detail: '' },
    { text: 'Log in as emergency-admin', detail: '' },
    { text: 'Point sign-in at the local accounts', detail: 'aaa authentication login default local' },
    { text: 'Check that the BGP sessions hold', detail: '' },
    { text: 'Repeat on core-rtr-2', detail: '' },
    { text: 'Rotate what you have seen', detail: '' },
  ],
};

function answers(value: string, rows: readonly DirectoryRow[] = ROWS): Answers {
  return {
    'window.list': ({ text, offset, limit }) => {
      const found = rows.filter((one) => one.title.toLowerCase().includes(text.toLowerCase()));
      return { total: found.length, rows: found.slice(offset, offset + limit) };
    },
    'window.credential': ({ credential }) => {
      const found = rows.find((one) => one.id === credential);
      return { ...CREDENTIAL, id: credential, title: found?.title ?? CREDENTIAL.title, system: found?.system ?? '' };
    },
    'window.reveal': async ({ to }) => ({
      sealed: toBase64url(await sealEnvelope(crypto.subtle, fromBase64url(to), utf8(value), 'reveal')),
      hidesInMs: 20_000,
    }),
    'window.code': () => ({ code: '482913', leftMs: 18_400, periodMs: 30_000 }),
    'window.copy': () => ({ clearsInMs: 30_000 }),
    'window.copyCode': () => ({ clearsInMs: 30_000 }),
    'playbook.list': () => ({ playbooks: [PLAYBOOK] }),
  };
}

async function choose(page: Page): Promise<void> {
  await page.getByRole('option').first().click();
  await page.getByRole('button', { name: 'Reveal Password' }).waitFor();
}

async function revealPassword(page: Page): Promise<void> {
  await choose(page);
  await page.getByRole('button', { name: 'Step 1 is done' }).click();
  await page.getByRole('button', { name: 'Step 2 is done' }).click();
  await page.getByRole('button', { name: 'Show the code' }).click();
  await page.getByRole('button', { name: 'Reveal Password' }).click();
  await page.locator('[data-secret]').waitFor();
}

const MANY = Array.from({ length: 10_000 }, (_, i) =>
  row(`x_${i}`, `System ${String(Math.floor(i / 7)).padStart(4, '0')}`, `account ${i % 7}`),
);
const extending: View = {
  ...OPEN,
  request: {
    ...REQUEST,
    id: 'r_2',
    extends: 'r_1',
    minutes: 30,
    have: 0,
    oneMore: false,
    reason: 'The second router does not answer yet.',
    people: REQUEST.people.map(({ member }) => ({ member, status: 'waiting', at: null, reason: null, fault: null })),
  },
};

export const scenes: Scenes = {
  'open-choose': { view: OPEN, answers: answers('kT7O0mRx4#Qvl1Wz') },
  open: { view: OPEN, answers: answers('kT7O0mRx4#Qvl1Wz'), drive: revealPassword },
  large: {
    view: OPEN,
    answers: answers('kT7O0mRx4#Qvl1Wz'),
    drive: async (page) => {
      await revealPassword(page);
      await page.getByRole('button', { name: 'Read large Password' }).click();
      await page.locator('.read').waitFor();
    },
  },
  'large-codes': {
    view: OPEN,
    answers: answers('83920-11847\n48201-90417\nÅb 7'),
    drive: async (page) => {
      await revealPassword(page);
      await page.getByRole('button', { name: 'Read large Password' }).click();
      await page.locator('.read').waitFor();
    },
  },
  'open-many': {
    view: { ...OPEN, window: { ...WINDOW, loaded: { done: 3400, total: 10_000 } } },
    answers: answers('x', MANY),
    drive: async (page) => {
      await page.getByRole('listbox').press('End');
      await page.waitForTimeout(300); // the list has stopped scrolling: a picture has no event for it
    },
  },
  'open-none': {
    view: OPEN,
    answers: answers('x'),
    drive: async (page) => {
      await page.getByRole('searchbox').fill('mainframe');
      await page.getByText('Nothing in this window').waitFor();
    },
  },
  'open-idle': { view: { ...OPEN, window: { ...WINDOW, idleSealsInMs: 42_000 } }, answers: answers('x') },
  'open-extend': {
    view: OPEN,
    answers: answers('x'),
    drive: async (page) => page.getByRole('button', { name: 'Ask to extend' }).click(),
  },
  'open-extending': { view: extending, answers: answers('x'), drive: choose },
  'open-extending-gather': {
    view: extending,
    answers: answers('x'),
    drive: async (page) => page.getByRole('button', { name: 'Gather the approvals' }).click(),
  },
  practice: {
    view: { ...OPEN, vault: { ...VAULT, kind: 'practice' } },
    answers: answers('not-a-real-value'),
    drive: revealPassword,
  },
  'drill-open': {
    view: { ...OPEN, window: { ...WINDOW, kind: 'drill', incident: 'DRILL-19', compartments: ['c_network-decoy'] } },
    answers: answers('decoy-value'),
    drive: choose,
  },
};
