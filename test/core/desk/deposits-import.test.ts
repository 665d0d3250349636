import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { World } from '../../harness/world/engine-world.ts';
import { PRACTICE } from '../../harness/world/founded.ts';
import { refused } from '../../harness/world/refusal.ts';
import { worldForAll } from '../../harness/world/world-for.ts';

describe('an import', () => {
  let world: World;
  const inNetwork = () => world.view().vault?.compartments.find(({ name }) => name === 'Network')?.credentials ?? 0;
  const pick = async (text: string | Uint8Array) => {
    const path = join(world.folder, 'in.csv');
    writeFileSync(path, text);
    world.picks = [path];
    return (await world.call('import.pick', {})).file;
  };
  worldForAll(PRACTICE, (made) => {
    world = made;
  });
  beforeEach(async () => {
    if (world.view().desk === null) await world.sit('Mara');
  });

  it('says what is no CSV file with a title and a secret', async () => {
    world.picks = [join(world.folder, 'gone.csv')];
    await refused(world.call('import.pick', {}), 'import.unreadable');
    await refused(pick(Uint8Array.of(0x74, 0xff, 0xfe)), 'import.unreadable');
    await refused(pick('title,password\n"never closed'), 'import.unreadable');
    await refused(pick(''), 'import.no_header');
    await refused(pick('title,color\nx,red'), 'import.column_missing', { column: 'password' });
    await refused(pick('user,password\nx,y'), 'import.column_missing', { column: 'title' });
    await refused(pick('title,password\n'), 'import.empty');
    world.picks = [null];
    expect(await world.call('import.pick', {})).toEqual({ file: null });
  });

  it('shows every row with all that is wrong, and stores none while one is', async () => {
    const before = inNetwork();
    const file = await pick(
      [
        'title,system,compartment,username,password,otpauth',
        'Good,Switch,Network,root,secret-1,',
        ',Switch,Network,root,secret-2,',
        'Nowhere,Switch,Cellar,root,secret-3,',
        'Decoy,Switch,Network (decoy),root,secret-4,',
        'Bad code,Switch,Network,root,secret-5,otpauth://hotp/x',
        'Good,Switch,Network,root,secret-6,',
        'Ragged,Switch,Network',
        'Administrator,Core routers,Network,root,secret-7,',
      ].join('\n'),
    );
    expect(file).toMatchObject({ total: 8, bad: 7 });
    const codes = file?.rows.map(({ line, problems }) => [line, problems.map(({ code }) => code).join(' ')]);
    expect(codes).toEqual(
      expect.arrayContaining([
        [2, ''],
        [3, 'deposit.field_missing'],
        [4, 'deposit.unknown_compartment'],
        [5, 'deposit.unknown_compartment'],
        [6, 'deposit.bad_otpauth'],
        [7, 'import.duplicate_row'],
        [9, 'import.duplicate_row'],
      ]),
    );
    expect(JSON.stringify(file)).not.toContain('secret-');
    await refused(world.call('import.confirm', { token: file?.token ?? '' }), 'import.has_errors', { bad: 7 });
    expect(inNetwork()).toBe(before);
  });

  it('stores all rows in one transaction, once', async () => {
    const before = inNetwork();
    const first = await pick('title,password\nOne,a\nTwo,b');
    const second = await pick('title;compartment;password;notes\nThree;Network;c;"two\nlines"\nFour;Identity;d;\nFive;Network;e;');
    expect(second).toMatchObject({ total: 3, bad: 0 });
    await refused(world.call('import.confirm', { token: first?.token ?? '' }), 'import.stale');
    const size = world.view().log?.entries ?? 0;
    expect(await world.call('import.confirm', { token: second?.token ?? '' })).toEqual({ stored: 3 });
    expect(world.view().log?.entries).toBe(size + 1);
    expect(inNetwork()).toBe(before + 2);
    await refused(world.call('import.confirm', { token: second?.token ?? '' }), 'import.stale');
    await world.opened();
    const three = await world.find('Three');
    expect(await world.reveal(three, 'password')).toBe('c');
    expect(await world.reveal(three, 'extra.0')).toBe('two\nlines');
    await world.call('window.seal', {});
  });

  it('stores nothing when its process is killed before it is done, or its steward has left', async () => {
    const before = inNetwork();
    const file = await pick('title,compartment,password\nSix,Network,a\nSeven,Network,b');
    const confirming = world.call('import.confirm', { token: file?.token ?? '' });
    process.kill(world.engine.strongroomPid ?? 0, 'SIGKILL');
    await refused(confirming, 'strongroom.gone');
    expect(inNetwork()).toBe(before);
    await expect.poll(() => world.view().desk).toBeNull();
    await refused(world.call('import.confirm', { token: file?.token ?? '' }), 'desk.closed');
    await world.sit('Lena');
    await refused(world.call('import.confirm', { token: file?.token ?? '' }), 'import.stale');
    expect(inNetwork()).toBe(before);
    expect(await world.call('log.verify', {})).toMatchObject({ verdict: 'proven' });
  });
});
