import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { World } from '../../harness/world/engine-world.ts';
import { PRACTICE } from '../../harness/world/founded.ts';
import { refused } from '../../harness/world/refusal.ts';
import { worldForAll } from '../../harness/world/world-for.ts';

const OTPAUTH = 'otpauth://totp/Nordhamn:x?secret=JBSWY3DPEHPK3PXP&issuer=Nordhamn';
const MIB = 1024 * 1024;

describe('a deposit', () => {
  let world: World;
  let network: string;
  worldForAll(PRACTICE, async (made) => {
    world = made;
    network = world.compartment('Network');
    await world.sit('Mara');
  });
  const file = (name: string, bytes: Uint8Array | string) => {
    const path = join(world.folder, name);
    writeFileSync(path, bytes);
    return path;
  };
  const pick = async (path: string) => {
    world.picks = [path];
    return (await world.call('deposit.pickFile', {})).file;
  };

  it('is refused when what makes it useful is missing or malformed', async () => {
    for (const [kind, fields, code] of [
      ['login', { username: 'root' }, 'deposit.field_missing'],
      ['totp', {}, 'deposit.field_missing'],
      ['totp', { otpauth: 'otpauth://hotp/x?secret=JBSWY3DPEHPK3PXP&counter=1' }, 'deposit.bad_otpauth'],
      ['totp', { otpauth: 'a secret that is no URI' }, 'deposit.bad_otpauth'],
      ['login', { password: 'x', otpauth: 'otpauth://totp/' }, 'deposit.bad_otpauth'],
      ['ssh-key', { publicKey: 'x' }, 'deposit.field_missing'],
      ['x509', { certificates: 'x' }, 'deposit.field_missing'],
      ['recovery-codes', { codes: '  \n ' }, 'deposit.field_missing'],
      ['note', { text: ' ' }, 'deposit.field_missing'],
      ['file', {}, 'deposit.field_missing'],
    ] as const) {
      await refused(world.deposit(fields, { compartment: network, kind }), code);
    }
    await refused(world.deposit({ password: 'x' }, { compartment: 'c_nothing' }), 'deposit.unknown_compartment');
    await refused(world.deposit({ password: 'x' }, { compartment: network, replaces: 'x_nothing' }), 'deposit.unknown_credential');
    expect(await world.rows({ act: 'deposit.store' })).toEqual([]);
  });

  it('cannot be sent twice, nor read by a key that it was not sealed to', async () => {
    const { key } = await world.call('envelope.key', {});
    const meta = { replaces: null, title: 'x', system: 'y', owner: '', kind: 'login' as const, file: null, compartment: network };
    await refused(world.call('deposit.store', { ...meta, envelope: { key, sealed: 'AAAA' } }), 'strongroom.bad_envelope');
    await refused(world.call('deposit.store', { ...meta, envelope: { key: 'e4711', sealed: 'AAAA' } }), 'strongroom.bad_envelope');
  });

  it('of every kind is stored by one steward, and read only by the quorum', async () => {
    const kinds = [
      ['login', { address: 'a.example', username: 'root', password: 'pass-1', otpauth: OTPAUTH }, 'password', 'pass-1'],
      ['totp', { otpauth: OTPAUTH }, 'otpauth', OTPAUTH],
      ['ssh-key', { privateKey: '-----BEGIN KEY-----\nabc\n-----END KEY-----', passphrase: 'p', publicKey: 'pub' }, 'passphrase', 'p'],
      ['x509', { privateKey: 'pk', certificates: 'certs' }, 'privateKey', 'pk'],
      ['recovery-codes', { codes: ' 1111 \n\n2222' }, 'codes', '1111\n2222'],
      ['note', { text: 'line one\nline two' }, 'text', 'line one\nline two'],
    ] as const;
    for (const [kind, fields] of kinds) await world.deposit({ ...fields }, { compartment: network, kind, title: `Of kind ${kind}` });
    await world.deposit({ username: 'u' }, { compartment: network, title: 'With more' }, [{ label: 'PIN of the console', value: '4711' }]);
    expect((await world.call('directory.list', { text: 'Of kind', compartment: null, offset: 0, limit: 20 })).total).toBe(kinds.length);
    await world.opened();
    for (const [kind, , field, value] of kinds) expect(await world.reveal(await world.find(`Of kind ${kind}`), field), kind).toBe(value);
    const more = await world.find('With more');
    expect((await world.call('window.credential', { credential: more })).fields.map(({ id, label }) => [id, label])).toContainEqual([
      'extra.0',
      'PIN of the console',
    ]);
    expect(await world.reveal(more, 'extra.0')).toBe('4711');
    await world.call('window.seal', {});
    await world.sit('Mara');
  });

  it('keeps every version of what it replaces', async () => {
    const { credential } = await world.deposit({ password: 'one' }, { compartment: network, title: 'Versions' });
    for (const [i, password] of ['two', 'three'].entries()) {
      expect(await world.deposit({ password }, { compartment: network, title: 'Versions', replaces: credential })).toEqual({
        credential,
        version: i + 2,
      });
    }
    await refused(
      world.deposit({ password: 'x' }, { compartment: world.compartment('Identity'), replaces: credential }),
      'deposit.unknown_credential',
    );
    expect((await world.rows({ act: 'deposit.replace' })).map(({ facts }) => facts['version'])).toEqual([3, 2]);
  });

  it('of a playbook writes over nothing that is not one', async () => {
    const { rows } = await world.call('directory.list', { text: 'Versions', compartment: null, offset: 0, limit: 1 });
    const playbook = { title: 'Mine', compartment: network, systems: ['x'], steps: [{ text: 'do', detail: '' }] };
    await refused(world.call('playbook.store', { ...playbook, id: rows[0]?.id ?? '' }), 'deposit.unknown_credential');
    await refused(world.call('playbook.store', { ...playbook, id: null, compartment: 'c_nothing' }), 'deposit.unknown_compartment');
    await world.call('playbook.store', { ...playbook, id: null });
    const { playbooks } = await world.call('playbook.list', {});
    const mine = playbooks.find(({ title }) => title === 'Mine');
    await world.call('playbook.store', { ...playbook, title: 'Mine, mended', id: mine?.id ?? '' });
    expect((await world.call('playbook.list', {})).playbooks.map(({ title }) => title)).toContain('Mine, mended');
  });

  it('of a file is chunked, up to 16 MiB and not a byte more', async () => {
    await refused(pick(join(world.folder, 'gone')), 'deposit.file_unreadable');
    const most = randomBytes(16 * MIB);
    const over = await pick(file('over.bin', Buffer.concat([most, Buffer.alloc(1)])));
    await refused(world.deposit({}, { compartment: network, kind: 'file', file: over?.token ?? '' }), 'deposit.file_too_large');
    const folder = await pick(world.folder);
    await refused(world.deposit({}, { compartment: network, kind: 'file', file: folder?.token ?? '' }), 'deposit.file_unreadable');
    await refused(world.deposit({}, { compartment: network, kind: 'file', file: 'f9-unknown' }), 'deposit.field_missing');
    const whole = await pick(file('whole.bin', most));
    expect(whole).toMatchObject({ name: 'whole.bin', size: 16 * MIB });
    const { credential } = await world.deposit({}, { compartment: network, kind: 'file', file: whole?.token ?? '', title: 'The largest' });
    const empty = await pick(file('empty.bin', ''));
    await world.deposit({}, { compartment: network, kind: 'file', file: empty?.token ?? '', title: 'The smallest' });
    // A token is for one deposit.
    await refused(world.deposit({}, { compartment: network, kind: 'file', file: whole?.token ?? '' }), 'deposit.field_missing');
    await world.opened();
    const saved = join(world.folder, 'saved.bin');
    world.picks = [null];
    expect(await world.call('window.save', { credential })).toEqual({ saved: false });
    expect(existsSync(saved)).toBe(false);
    world.picks = [saved];
    expect(await world.call('window.save', { credential })).toEqual({ saved: true });
    expect(Buffer.compare(readFileSync(saved), most)).toBe(0);
    expect(statSync(saved).mode & 0o777).toBe(0o600);
    world.picks = [join(world.folder, 'no', 'such', 'folder')];
    await refused(world.call('window.save', { credential }), 'host.file_not_written');
    world.picks = [saved];
    expect(await world.call('window.save', { credential: await world.find('The smallest') })).toEqual({ saved: true });
    expect(statSync(saved).size).toBe(0);
    expect(await world.rows({ act: 'item.save' }).then((rows) => rows.map(({ outcome }) => outcome))).toEqual([
      'ok',
      'pending',
      'failed',
      'pending',
      'ok',
      'pending',
    ]);
    await world.call('window.seal', {});
  }, 120_000);
});
