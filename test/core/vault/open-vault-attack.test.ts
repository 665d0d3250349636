/** A thief, or a careless founder, with write access to the disk: other charters are put into the vault file. */
import { randomBytes } from 'node:crypto';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { openVaultFile } from '../../../core/store/file/vault-file.ts';
import { copyOf } from '../../../shared/base/bytes.ts';
import { charterHash, encodeCharter, parseCharter } from '../../../shared/format/charter.ts';
import type { Charter } from '../../../shared/format/charter-form.ts';
import { encodeSignatures, signCharter } from '../../../shared/format/charter-signature.ts';
import { splitSeed } from '../../../shared/format/share-set.ts';
import { World } from '../../harness/world/engine-world.ts';
import { found, keysOf, seedOf } from '../../harness/world/held-keys.ts';
import { fileIn, goOnFounding, openLittle } from '../../harness/world/little-vault.ts';
import { refused } from '../../harness/world/refusal.ts';
import { worldForEach } from '../../harness/world/world-for.ts';

const random = (length: number) => copyOf(randomBytes(length));

describe('a charter in the file', () => {
  let world: World;
  let first: Charter;
  let bytes: Uint8Array<ArrayBuffer>;
  const closed = async () => {
    const base = await World.make();
    await goOnFounding(base, () => {});
    await base.sit('Ann');
    await base.deposit({ password: 'the real one' }, { compartment: base.compartment('Network'), title: 'Kept' });
    await base.call('vault.close', {});
    const file = openVaultFile(fileIn(base.folder) ?? '', 'vault');
    bytes = copyOf(found(file.read.charters.latest()).bytes);
    first = parseCharter(bytes);
    file.close();
    base.engine.stop();
    return base;
  };
  worldForEach({ base: closed, copy: World.make }, (made) => {
    world = made;
  });

  const idOf = (name: string) => found(first.members.find((member) => member.name === name)).id;
  const next = (change: Partial<Charter>): Charter => ({ ...first, version: 2, previous: charterHash(bytes), ...change });

  /** Signed by these members, and written past every guard of ours. */
  function insert(charter: Charter, signers: readonly string[]): void {
    const stored = encodeCharter(charter);
    const signatures = encodeSignatures(
      signers.map((name) => {
        const member = idOf(name);
        return signCharter({
          bytes: stored,
          vault: first.vault,
          member,
          signingSecretKey: keysOf(first, member, world.tin).signing.secretKey,
        });
      }),
    );
    write((database) => database.prepare('INSERT OR REPLACE INTO charter VALUES (?, ?, ?)').run(charter.version, stored, signatures));
  }

  function write(change: (database: Database.Database) => void): void {
    const database = new Database(fileIn(world.folder) ?? '');
    change(database);
    database.close();
  }

  const loosened = () => ({
    compartments: first.compartments.map((one) => ({ ...one, policy: { ...one.policy, requesterMayApprove: true } })),
  });

  it('is not in force without the quorum that the one before asks for', async () => {
    for (const signers of [['Ann'], ['Cai']]) {
      insert(next(loosened()), signers);
      await refused(openLittle(world), 'charter.not_enough_signers');
    }
    expect(world.view().vault).toBeNull();
    insert(next(loosened()), ['Ann', 'Cai']);
    await openLittle(world);
    expect(world.view().vault).toMatchObject({ charterVersion: 2 });
  });

  it('is refused when anything but its order is wrong', async () => {
    insert(next({ ...loosened(), previous: charterHash(encodeCharter(next({}))) }), ['Ann', 'Cai']);
    await refused(openLittle(world), 'charter.broken_chain');
    write((database) => database.exec('DROP TRIGGER charter_is_kept; DROP TRIGGER charter_is_frozen'));
    await refused(openLittle(world), 'vault.damaged');
  });

  it('that is older than this station has seen is said to be so', async () => {
    await using old = await World.make(world);
    insert(next(loosened()), ['Ann', 'Cai']);
    await openLittle(world);
    await world.call('vault.close', {});
    await refused(world.call('vault.open', { path: fileIn(old.folder) ?? '' }), 'vault.older_than_seen', { version: 1, seen: 2 });
    expect(world.view().vault).toBeNull();
  });

  // A re-share went to everyone but Ann: her share of the set before is named, and never combined.
  it('names a stale share, whose, which key and which set, and opens with the others', async () => {
    const rule = found(first.compartments.find(({ kind }) => kind === 'real'));
    const seed = await seedOf(first, rule, world.tin);
    const place = { vault: first.vault, compartment: rule.id, generation: 2 };
    const fresh = await splitSeed({
      seed,
      rule: rule.rule,
      place,
      kemPublicKeyOf: (member) => keysOf(first, member, world.tin).kem.publicKey,
      random,
    });
    const ann = idOf('Ann');
    const shares = fresh.map((leaf, i) => (leaf.member === ann ? found(rule.shares[i]) : leaf));
    insert(next({ compartments: first.compartments.map((one) => (one.id === rule.id ? { ...one, generation: 2, shares } : one)) }), [
      'Ann',
      'Cai',
    ]);
    await openLittle(world);
    const request = await world.declare({ operator: world.member('Ben'), requester: world.member('Ben'), minutes: 10 });
    await refused(world.touch({ kind: 'contribute', request, member: ann }), 'share.wrong_set', {
      member: 'Ann',
      key: '1',
      generation: 1,
      expected: 2,
      inForce: 2,
    });
    // She stands at the key until she goes.
    await world.call('request.here', { request, member: null });
    expect(world.view().request?.people.find(({ member }) => member === ann)).toMatchObject({
      status: 'fault',
      fault: { code: 'share.wrong_set' },
    });
    const [row] = await world.rows({ act: 'share.reject' });
    expect(row).toMatchObject({ code: 'share.wrong_set', facts: { member: 'Ann' } });
    await world.touch({ kind: 'contribute', request, member: world.member('Cai') });
    expect(world.view().window).toBeNull();
    await refused(world.touch({ kind: 'prove', member: ann }), 'share.wrong_set');
    await world.call('request.abort', { request });
    const again = await world.declare({ operator: world.member('Ben'), requester: ann, minutes: 10 });
    expect(await world.approve(again, ['Ben', 'Cai'])).toBe(true);
    await world.titles();
    expect(await world.reveal(await world.find('Kept'), 'password')).toBe('the real one');
  });

  it('without a key asks for that key no more, and lets it in no more', async () => {
    const ann = idOf('Ann');
    // Ann's first key is gone from the charter; what she has now is another.
    const other = { ...found(found(first.members[0]).keys[0]), id: 'A'.repeat(43), label: '2' };
    insert(next({ members: first.members.map((member) => (member.id === ann ? { ...member, keys: [other] } : member)) }), ['Ann', 'Cai']);
    await openLittle(world);
    await refused(world.touch({ kind: 'prove', member: ann }), 'key.unknown');
    const request = await world.declare({ operator: world.member('Ben'), minutes: 10 });
    await refused(world.touch({ kind: 'contribute', request, member: ann }), 'key.unknown');
    await refused(world.touch({ kind: 'contribute', request, member: ann }, { whose: world.member('Cai') }), 'key.wrong_member', {
      owner: 'Cai',
      member: 'Ann',
    });
    expect(world.view().request).toMatchObject({ have: 0 });
  });

  it('does not make another’s deposit pass for a steward’s', async () => {
    const row = (id: string) => `UPDATE credential SET depositor = '${id}' WHERE compartment = '${found(first.compartments[0]).id}'`;
    write((database) => database.exec(row(idOf('Cai'))));
    await openLittle(world);
    await world.opened({ operator: world.member('Ben'), minutes: 10 }, ['Ann', 'Cai']);
    const kept = await world.find('Kept');
    await refused(world.reveal(kept, 'password'), 'credential.bad_signature');
    await refused(world.call('window.credential', { credential: kept }), 'credential.bad_signature');
  });

  it('of too few members gives nothing, even to whoever asks the strongroom itself', async () => {
    await openLittle(world);
    const request = await world.declare({ operator: world.member('Ben'), minutes: 10 });
    await world.touch({ kind: 'contribute', request, member: idOf('Ann') });
    expect(world.view().request).toMatchObject({ have: 1, need: 2 });
    await refused(world.touch({ kind: 'contribute', request, member: idOf('Cai') }, { fault: 'secret' }), 'key.did_not_unwrap');
    await refused(world.touch({ kind: 'contribute', request, member: idOf('Cai') }, { whose: idOf('Ann') }), 'key.wrong_member');
    await refused(world.touch({ kind: 'contribute', request, member: idOf('Cai') }, { fault: 'pin' }), 'key.not_verified');
    await refused(world.touch({ kind: 'contribute', request, member: idOf('Cai') }, { fault: 'signature' }), 'key.bad_response');
    expect(world.view().window).toBeNull();
  });
});
