/**
 * Security keys in the real app, simulated by Chromium: what is refused, in which words, what the log keeps of it, and that
 * the right key works afterwards. Three custodians, of whom two open the vault.
 */
import { expect, test } from '@playwright/test';
import { keyErrors } from '../../../renderer/words/en/errors/key.ts';
import type { ErrorCode } from '../../../shared/base/error-codes.ts';
import type { LogRow } from '../../../shared/contract/calls.ts';
import type { Person } from '../../harness/app/stage.ts';
import { withFastClock, withoutPrf, withoutVerification } from './browser-tricks.ts';
import { PATIENCE_MS, Practice } from './practice.ts';

const [MARA, ITO, SAM] = ['Mara Lindqvist', 'Ito Kenji', 'Sam Rivera'] as const;
const PEOPLE: readonly Person[] = [
  { name: MARA, roles: ['Custodian', 'Steward'] },
  { name: ITO, roles: ['Custodian', 'Operator'] },
  { name: SAM, roles: ['Custodian', 'Auditor'] },
];
const VAULT = 'Nordhamn keys';

type KeyCode = Extract<ErrorCode, keyof typeof keyErrors>;

test.describe.configure({ mode: 'serial', timeout: 5 * PATIENCE_MS });

let practice: Practice;
test.beforeAll(async () => {
  practice = await Practice.atTheDoors();
});
test.afterAll(async () => practice.end());

async function newestRow(): Promise<LogRow> {
  const input = { text: '', member: null, act: null, incident: null, before: null, limit: 1 };
  const { rows } = (await practice.value('log.rows', input)) as { rows: LogRow[] };
  const [row] = rows;
  if (row === undefined) throw new Error('the log is empty');
  return row;
}

/** The refusal stands on the screen with its fix, and is the last thing in the log. */
async function expectRefused(code: KeyCode, act: string): Promise<void> {
  const { says, fix } = keyErrors[code];
  await expectSaid(says, fix);
  await expect.poll(newestRow).toMatchObject({ act, outcome: 'refused', code });
}

/** The key is another member's: both are named, on the screen and in the log. */
async function expectNotTheirs(owner: string, member: string, act: string): Promise<void> {
  await expectSaid(`This key belongs to ${owner}, not to ${member}.`, `Ask ${member} for their own key.`);
  await expect.poll(newestRow).toMatchObject({ act, outcome: 'refused', code: 'key.wrong_member', facts: { owner, member } });
}

async function expectSaid(says: string, fix: string): Promise<void> {
  const { page } = practice;
  await expect(page.getByRole('main').getByText(says, { exact: true })).toBeVisible({ timeout: PATIENCE_MS });
  await expect(page.getByRole('main').getByText(fix, { exact: true })).toBeVisible();
}

/** Begins to register a key of this person. */
async function register(person: string, label: string): Promise<void> {
  const name = label === '1' ? `Register key 1 of ${person}` : new RegExp(`^Register the spare.*${person}`);
  await practice.page.getByRole('region', { name: 'People' }).getByRole('button', { name }).click();
}

async function leaveTheRefusal(): Promise<void> {
  await practice.stage.press('Not now');
}

test('registering: a key without a secret, one that promises it without a PIN, one that is registered, a wrong PIN, a change of mind', async () => {
  const { page, stage } = practice;
  const { keys } = stage;
  await page.getByLabel('Name of the vault').fill(VAULT);
  await stage.press('Begin the founding');
  await stage.heading('What is it called?').waitFor();
  await stage.press('Go on');
  await stage.press('Three custodians');
  await stage.members(PEOPLE);
  await stage.press('Go on');
  await stage.heading('Register the keys').waitFor();

  const plain = await keys.add('without hmac-secret', 'no-hmac-secret');
  await keys.present(plain);
  await register(MARA, '1');
  await expectRefused('key.no_prf', 'enroll.refused');
  await leaveTheRefusal();
  await keys.remove(plain);

  const promising = await keys.add('promises PRF without verification', 'prf-without-verification');
  await keys.present(promising);
  await withoutVerification(page);
  await register(MARA, '1');
  await expectRefused('key.not_verified', 'enroll.refused');
  await leaveTheRefusal();
  await keys.remove(promising);
  await page.reload();
  await stage.heading('Register the keys').waitFor();
  await stage.enrol(MARA, '1');

  await keys.present(await stage.key(MARA, '1'));
  await register(ITO, '1');
  await expectRefused('key.already_enrolled', 'enroll.refused');
  await leaveTheRefusal();

  const wrongPin = await keys.add('a wrong PIN');
  await keys.failVerification(wrongPin);
  await keys.present(wrongPin);
  await register(ITO, '1');
  await expectRefused('key.cancelled', 'enroll.refused');
  await leaveTheRefusal();
  await keys.remove(wrongPin);

  await keys.present(null);
  await register(ITO, '1');
  await stage.press('Stop waiting');
  await expect.poll(newestRow).toMatchObject({ act: 'enroll.refused', outcome: 'refused', code: 'key.cancelled' });
  await stage.button('Stop waiting').waitFor({ state: 'detached' });

  await stage.enrol(ITO, '1');
  await stage.enrol(SAM, '1');
  expect((await practice.view()).founding?.members.map((member) => member.keys.length)).toEqual([1, 1, 1]);
});

test('registering spares, each on a key of its own; one is forgotten again', async () => {
  const { page, stage } = practice;
  const { keys } = stage;
  for (const person of [MARA, ITO, SAM]) {
    const [old, spare] = [await stage.key(person, '1'), await stage.key(person, '2')];
    await keys.present(spare);
    await register(person, '2');
    await expect(page.getByText(`Key 2 of ${person} is registered`, { exact: false }).first()).toBeVisible({ timeout: PATIENCE_MS });
    expect(await keys.credentials(old)).toHaveLength(1);
    expect(await keys.credentials(spare)).toHaveLength(1);
  }
  await stage.press(`Forget key 2 of ${SAM}`);
  await stage.press('Forget key 2');
  await expect.poll(async () => (await practice.view()).founding?.members.map((member) => member.keys.length)).toEqual([2, 2, 1]);
  await keys.present(null);
});

test('signing: forged answers, a forgotten key, then the right ones; the first rehearsal', async () => {
  const { stage } = practice;
  const { keys } = stage;
  const at = async (): Promise<void> => {};
  await stage.press('Go on');
  await stage.draw({ name: 'Network', summary: 'Core routers', rule: { need: 2 } }, PEOPLE);
  await stage.press('Keep this rule');
  await stage.press('Go on');
  await stage.heading('Sign and prove').waitFor();

  const forging = await stage.key(ITO, '2');
  await keys.forge(forging, 'signature');
  await keys.present(forging);
  await stage.press(`Sign as ${ITO}`);
  await expectRefused('key.bad_response', 'charter.sign');
  await leaveTheRefusal();
  await keys.forge(forging, 'verified-flag');
  await stage.press(`Sign as ${ITO}`);
  await expectRefused('key.not_verified', 'charter.sign');
  await leaveTheRefusal();

  await keys.present(await stage.key(SAM, '2'));
  await stage.press(`Sign as ${SAM}`);
  await expectRefused('key.cancelled', 'charter.sign');
  await leaveTheRefusal();
  await keys.present(await stage.key(MARA));
  await stage.press(`Sign as ${SAM}`);
  await expectNotTheirs(MARA, SAM, 'charter.sign');
  await leaveTheRefusal();

  for (const { name } of PEOPLE) await stage.sign(name);
  await stage.press('Go on');
  await stage.heading('The first rehearsal').waitFor();
  await stage.rehearse(ITO);
  await stage.gather([MARA, SAM], at, 'rehearsal');
  await stage.look('Decoy note');
  await stage.reveal('Text');
  await stage.sealNow();
  await stage.heading(`${VAULT} is founded`).waitFor();
  await stage.press('Open the board');
  await stage.heading('SEALED').waitFor();
});

test('approving: another’s key, no key in time, no secret; then a spare and a first key', async () => {
  const { page, stage } = practice;
  const { keys } = stage;
  await stage.declare({ kind: 'emergency', incident: 'INC-4471', operator: ITO, reason: 'Nobody can sign in.', scope: ['Network'] });
  await stage.send('emergency');
  await stage.heading('GATHERING').waitFor();
  await expect(page.getByRole('button', { name: ITO, exact: true })).toHaveCount(0);

  await keys.present(await stage.key(SAM));
  await stage.choose(MARA);
  await stage.press('Approve with my key');
  await expectNotTheirs(SAM, MARA, 'ceremony.refuse');
  await leaveTheRefusal();
  expect((await practice.view()).request).toMatchObject({ have: 0, need: 2 });

  await withFastClock(page);
  await keys.present(null);
  await stage.press('Approve with my key');
  await expectRefused('key.timed_out', 'ceremony.refuse');
  await page.reload();
  await stage.heading('GATHERING').waitFor();

  await withoutPrf(page);
  await keys.present(await stage.key(MARA));
  await stage.press('Approve with my key');
  await expectRefused('key.no_prf', 'ceremony.refuse');
  await page.reload();
  await stage.heading('GATHERING').waitFor();
  expect((await practice.view()).request).toMatchObject({ have: 0, need: 2 });

  await stage.press('I am not Mara');
  await stage.approve(MARA, '2');
  await expect(practice.status(MARA)).toContainText('Approved', { timeout: PATIENCE_MS });
  await stage.approve(SAM);
  await stage.heading('OPEN').waitFor();
  await stage.sealNow();
  await stage.heading('SEALED, NOT CLOSED').waitFor();
});

test('a key that is lost: the spare does what it did', async () => {
  const { stage } = practice;
  const { keys } = stage;
  await keys.remove(await stage.key(MARA));
  await stage.room('Directory');
  await keys.present(await stage.key(SAM));
  await stage.press(`Sit down as ${MARA}`);
  await expectNotTheirs(SAM, MARA, 'desk.open');
  await leaveTheRefusal();
  await keys.present(await stage.key(MARA, '2'));
  await stage.press(`Sit down as ${MARA}`);
  await stage.button('Leave the desk').waitFor();
});

test('the record of all this verifies', async () => {
  expect(await practice.value('log.verify', {})).toMatchObject({ verdict: 'proven', firstBad: null });
});
