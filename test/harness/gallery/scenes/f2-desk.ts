import type { Page } from 'playwright-core';
import type { DirectoryRow } from '../../../../shared/contract/calls.ts';
import type { CallInput, CallOutput } from '../../../../shared/contract/handlers.ts';
import type { View } from '../../../../shared/contract/view.ts';
import type { CredentialKind } from '../../../../shared/domain/credential-kind.ts';
import { DAY, NIGHT, PEOPLE, SEALED } from '../nordhamn.ts';
import type { Answers, Scenes } from '../scene.ts';

const AT_DESK: View = {
  ...SEALED,
  desk: { member: PEOPLE.kenji, roles: ['custodian', 'steward'], closesInMs: 9 * 60_000, titles: 10_000 },
};

const KNOWN: readonly [string, string, string, CredentialKind, DirectoryRow['state']][] = [
  ['Core routers: administrator', 'core-rtr', 'c_network', 'login', 'exposed'],
  ['DNS registrar: account owner', 'Joker.com', 'c_network', 'login', 'used-unseen'],
  ['Console server: root', 'oob-console', 'c_network', 'ssh-key', 'not-seen'],
  ['AWS root account', 'AWS', 'c_identity', 'login', 'not-seen'],
  ['Identity provider: break-glass', 'idp', 'c_identity', 'recovery-codes', 'not-seen'],
  ['Kubernetes: cluster signing key and certificate of the Stockholm site, second generation', 'k8s-sto', 'c_platform', 'x509', 'not-seen'],
];

const ROWS: readonly DirectoryRow[] = Array.from({ length: 10_000 }, (_, i): DirectoryRow => {
  const [title, system, compartment, kind, state] = KNOWN[i] ?? [
    `PostgreSQL replica ${i}: superuser`,
    `pg-${i}`,
    'c_platform',
    'login',
    'not-seen',
  ];
  return {
    id: `k_${i}`,
    title,
    system,
    owner: i % 2 === 0 ? 'Lena Okafor' : '',
    kind,
    compartment,
    version: i === 0 ? 7 : 1,
    updatedAt: NIGHT - 40 * DAY,
    state,
    stateAt: state === 'not-seen' ? null : NIGHT - 3 * DAY,
  };
});

function list({ text, compartment, offset, limit }: CallInput<'directory.list'>): CallOutput<'directory.list'> {
  const found = ROWS.filter(
    (row) =>
      (compartment === null || row.compartment === compartment) && `${row.title} ${row.system}`.toLowerCase().includes(text.toLowerCase()),
  );
  return { total: found.length, rows: found.slice(offset, offset + limit) };
}

const answers: Answers = {
  'directory.list': list,
  'envelope.key': () => ({ key: 'e_1', publicKey: 'CQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA' }),
  'deposit.store': () => ({ credential: 'k_0', version: 8 }),
  'deposit.pickFile': () => ({ file: { token: 'f_1', name: 'switch-config-backup.tar.gz', size: 1_234_567 } }),
  'import.pick': () => ({
    file: {
      token: 'i_1',
      name: 'export.csv',
      columns: ['title', 'username', 'password'],
      total: 40,
      bad: 2,
      rows: Array.from({ length: 40 }, (_, i) => ({
        line: i + 2,
        title: i === 4 ? '' : `Switch ${i}: administrator`,
        system: `sw-${i}`,
        compartment: i === 7 ? 'Netwrok' : 'Network',
        kind: 'login',
        problems:
          i === 4
            ? [{ code: 'deposit.field_missing' as const, detail: { field: 'title' } }]
            : i === 7
              ? [{ code: 'deposit.unknown_compartment' as const, detail: { compartment: 'Netwrok' } }]
              : [],
      })),
    },
  }),
  'playbook.list': () => ({
    playbooks: [
      {
        id: 'p_1',
        title: 'Nobody can sign in to the core routers',
        compartment: 'c_network',
        systems: ['Core routers', 'Console server'],
        steps: [
          { text: 'Call the NOC and say what will happen', detail: '+46 8 555 0142, day and night.' },
          {
            text: 'Sign in to the console server first',
            detail: 'If it does not answer, go to the room: the serial cable hangs behind rack 4.',
          },
          { text: 'Put the old certificate back', detail: '' },
        ],
      },
      {
        id: 'p_2',
        title: 'The DNS registrar has locked us out',
        compartment: 'c_network',
        systems: [],
        steps: [{ text: 'Use the recovery codes', detail: '' }],
      },
    ],
  }),
};

async function directory(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Directory' }).click();
}
async function found(page: Page): Promise<void> {
  await directory(page);
  await page.getByText('Core routers: administrator').waitFor();
}
async function deposit(page: Page, kind: string): Promise<void> {
  await found(page);
  await page.getByRole('button', { name: 'Deposit a credential' }).click();
  await page.getByText(kind, { exact: true }).click();
}

export const scenes: Scenes = {
  'desk-sit-down': { view: SEALED, drive: directory },
  'desk-sit-touch': {
    view: SEALED,
    answers: {
      'key.begin': () => ({
        done: false,
        step: {
          op: 'get',
          say: 'touch',
          ticket: 't_1',
          labels: ['1', '2'],
          options: {},
          prfInput: 'AAAA',
          envelope: { key: 'e_1', publicKey: 'AAAA' },
          member: PEOPLE.kenji,
          passphrase: 'ask',
          simulated: false,
        },
      }),
    },
    drive: async (page) => {
      await directory(page);
      await page.getByRole('button', { name: 'Sit down as Kenji Ito' }).click();
    },
  },
  desk: {
    view: AT_DESK,
    answers,
    drive: async (page) => {
      await found(page);
      await page.getByText('Core routers: administrator').click();
    },
  },
  'desk-search': {
    view: AT_DESK,
    answers,
    drive: async (page) => {
      await found(page);
      await page.getByLabel('Search').fill('no such thing');
      await page.getByText('Nothing matches').waitFor();
    },
  },
  'desk-empty': { view: AT_DESK, answers: { 'directory.list': () => ({ total: 0, rows: [] }) }, drive: directory },
  'desk-auditor': {
    view: { ...AT_DESK, desk: { member: PEOPLE.priya, roles: ['custodian', 'auditor'], closesInMs: 60_000, titles: 10_000 } },
    answers,
    drive: found,
  },
  'deposit-login': {
    view: AT_DESK,
    answers,
    drive: async (page) => {
      await deposit(page, 'Login with password');
      await page.getByLabel('Title').fill('Core routers: administrator');
      await page.getByRole('button', { name: 'Make a password' }).click();
    },
  },
  'deposit-totp': {
    view: AT_DESK,
    answers,
    drive: async (page) => {
      await deposit(page, 'One-time code (TOTP)');
      await page
        .getByLabel(/^One-time code/)
        .last()
        .fill('otpauth://totp/Joker.com:owner?secret=JBSWY3DPEHPK3PXP&digits=6');
    },
  },
  'deposit-scan': {
    view: AT_DESK,
    answers,
    drive: async (page) => {
      await deposit(page, 'One-time code (TOTP)');
      await page.getByRole('button', { name: 'Scan the QR code' }).click();
      await page.getByText('The camera cannot be used').waitFor();
    },
  },
  'deposit-ssh': { view: AT_DESK, answers, drive: async (page) => deposit(page, 'SSH key') },
  'deposit-file': {
    view: AT_DESK,
    answers,
    drive: async (page) => {
      await deposit(page, 'File');
      await page.getByRole('button', { name: 'Choose a file' }).click();
    },
  },
  'deposit-stored': {
    view: AT_DESK,
    answers,
    drive: async (page) => {
      await found(page);
      await page.getByText('Core routers: administrator').click();
      await page.getByRole('button', { name: /^Replace/ }).click();
      await page.getByLabel('Password', { exact: true }).fill('correct horse');
      await page.getByRole('button', { name: 'Store the new version' }).click();
      await page.getByText('What happens now').waitFor();
    },
  },
  'deposit-leave': {
    view: AT_DESK,
    answers,
    drive: async (page) => {
      await deposit(page, 'Note');
      await page.getByLabel('Text').fill('The safe of the safe.');
      await page.getByRole('button', { name: 'Back to the directory' }).click();
    },
  },
  import: {
    view: AT_DESK,
    answers,
    drive: async (page) => {
      await found(page);
      await page.getByRole('button', { name: 'Import from CSV' }).click();
    },
  },
  'import-preview': {
    view: AT_DESK,
    answers,
    drive: async (page) => {
      await found(page);
      await page.getByRole('button', { name: 'Import from CSV' }).click();
      await page.getByRole('button', { name: 'Choose a CSV file' }).click();
      await page.getByText('2 of 40 rows').waitFor();
    },
  },
  playbooks: {
    view: AT_DESK,
    answers,
    drive: async (page) => {
      await page.getByRole('button', { name: 'Playbooks' }).click();
      await page.getByText('Put the old certificate back').waitFor();
    },
  },
  'playbook-edit': {
    view: AT_DESK,
    answers,
    drive: async (page) => {
      await page.getByRole('button', { name: 'Playbooks' }).click();
      await page.getByRole('button', { name: 'Edit Nobody can sign in' }).click();
    },
  },
};
