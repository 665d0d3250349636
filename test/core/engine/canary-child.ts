/** The story of canary.test.ts in a process of its own, so that all it prints is heard. Says what it hid on descriptor 3. */
import { randomBytes } from 'node:crypto';
import { cpSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { isAppError } from '../../../shared/base/app-error.ts';
import { World } from '../../harness/world/engine-world.ts';
import { goOnFounding } from '../../harness/world/little-vault.ts';
import { CanaryCollector } from './canary-collector.ts';

const out = process.argv[2] ?? '';
const secrets: string[] = [];
const canary = (of: string): string => {
  const made = `CANARY-${of}-${randomBytes(12).toString('hex')}`;
  secrets.push(made);
  return made;
};

const PASSPHRASE = canary('passphrase');
const world = await World.make();
// Files that a person deposits and imports lie outside of the station, and are theirs.
const typed = join(out, '..', `canary-input-${process.pid}`);
const saved = join(out, '..', `canary-saved-${process.pid}`);
// A founding with passphrases, left half-way: a key is registered under one, and asked for it again after a restart.
await world.call('founding.start', { name: 'With passphrases', chooseFolder: false });
await world.call('founding.name', { name: 'With passphrases', passphrase: true });
await world.call('founding.members', { members: [{ id: null, name: 'Dan', roles: ['custodian'] }] });
const enrol = (label: string) => ({ kind: 'enrol', member: world.member('Dan'), label }) as const;
await world.touch(enrol('1'), { passphrase: PASSPHRASE });
const path = world.view().founding?.path ?? '';
await world.restart();
await world.call('vault.open', { path });
await refuse(world.touch(enrol('2'), { label: '2', passphrase: canary('wrong passphrase') }));
await world.touch(enrol('2'), { label: '2', passphrase: PASSPHRASE });
await world.call('founding.leave', {});

await goOnFounding(world, () => {});
const collector = await CanaryCollector.enrol(world);

const network = world.compartment('Network');
await world.sit('Ann');
const otpauth = (of: string) => {
  const secret = randomBytes(20)
    .toString('hex')
    .replace(/[^a-f2-7]/g, 'a')
    .toUpperCase();
  secrets.push(secret);
  return `otpauth://totp/Canary:${of}?secret=${secret}&issuer=Canary`;
};
const DEPOSITS = [
  ['login', { address: 'a.example', username: 'root', password: canary('password'), otpauth: otpauth('login') }],
  ['totp', { otpauth: otpauth('totp') }],
  ['ssh-key', { privateKey: canary('ssh key'), passphrase: canary('ssh passphrase'), publicKey: 'ssh-ed25519 AAAA' }],
  ['x509', { privateKey: canary('x509 key'), certificates: '-----BEGIN CERTIFICATE-----' }],
  ['recovery-codes', { codes: `${canary('code 1')}\n${canary('code 2')}` }],
  ['note', { text: canary('note') }],
] as const;
for (const [kind, fields] of DEPOSITS)
  await world.deposit(
    { ...fields },
    { compartment: network, kind, title: `A ${kind}` },
    kind === 'login' ? [{ label: 'PIN', value: canary('extra') }] : [],
  );
// Refused deposits are no less secret.
await refuse(world.deposit({ otpauth: `otpauth://hotp/x?secret=${canary('bad otpauth')}` }, { compartment: network, kind: 'totp' }));
await refuse(world.deposit({ password: canary('misplaced') }, { compartment: 'c_nothing' }));
writeFileSync(typed, canary('file'));
world.picks = [typed];
const picked = await world.call('deposit.pickFile', {});
await world.deposit({}, { compartment: network, kind: 'file', title: 'A file', file: picked.file?.token ?? '' });
writeFileSync(typed, `title,password,notes\nImported,${canary('csv password')},${canary('csv note')}\nBad,${canary('csv bad')},"x`);
world.picks = [typed];
await refuse(world.call('import.pick', {}));
writeFileSync(typed, `title,password,notes\nImported,${canary('csv password')},${canary('csv note')}\n,${canary('csv untitled')},x`);
world.picks = [typed];
await world.call('import.pick', {});
writeFileSync(typed, `title,password,notes\nImported,${canary('csv password')},${canary('csv note')}`);
world.picks = [typed];
const { file } = await world.call('import.pick', {});
await world.call('import.confirm', { token: file?.token ?? '' });
await world.call('desk.leave', {});

for (const kind of ['emergency', 'drill'] as const) {
  const compartments = [kind === 'drill' ? world.compartment('Network (decoy)') : network];
  const request = await world.declare({ kind, operator: world.member('Ben'), minutes: 10, compartments });
  const annComes = { kind: 'contribute', request, member: world.member('Ann') } as const;
  await refuse(world.touch(annComes, { fault: 'secret' }));
  for (const name of ['Ann', 'Cai']) await world.touch({ kind: 'contribute', request, member: world.member(name) });
  await world.titles();
  const { rows } = await world.call('window.list', { text: '', offset: 0, limit: 50 });
  for (const { id } of rows) {
    const { fields, code } = await world.call('window.credential', { credential: id });
    for (const field of fields) await world.reveal(id, field.id);
    const secret = fields.find((one) => one.secret);
    if (secret !== undefined) await world.call('window.copy', { credential: id, field: secret.id });
    if (code) await world.call('window.copyCode', { credential: id });
  }
  if (kind === 'emergency') {
    world.picks = [saved];
    await world.call('window.save', { credential: await world.find('A file') });
    // As it lies on the disk while it is open.
    cpSync(join(world.folder, 'vaults'), join(out, 'while open'), { recursive: true, filter: (path) => !path.endsWith('-ballast') });
  }
  await world.call('window.seal', {});
}

secrets.push(...world.tin.secrets());
await collector.tell(out);
world.picks = [out];
await world.call('log.export', {});
const entries = world.view().log?.entries ?? 0;
await world.call('vault.close', {});
await collector.end();
const said = JSON.stringify(world.said);
for (const own of [typed, saved]) rmSync(own);
world.engine.stop();
writeSync(3, JSON.stringify({ folder: world.folder, secrets, said, entries }));
process.exit(0);

async function refuse(work: Promise<unknown>): Promise<void> {
  await work.then(
    () => {
      throw new Error('this was to be refused');
    },
    (error: unknown) => {
      if (!isAppError(error)) throw error;
      // As the call server would report it: the message reaches the developer's console.
      console.error(error.code, error.message, error.detail);
    },
  );
}
