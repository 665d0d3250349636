import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readDirectory, writeDirectory } from '../../../core/strongroom/directory.ts';
import { makeId } from '../../../shared/format/ids.ts';
import { at } from '../../harness/format/sample-vault.ts';
import { SampleStrongroom } from '../../harness/strongroom/sample-strongroom.ts';
import { refused } from '../../harness/world/refusal.ts';

const SYSTEM = { kind: 'system', name: 'Core routers', owner: 'Ops', note: 'Cabinet 3' } as const;
const CONTACT = { kind: 'contact', name: 'Mara', role: 'Ops', reach: ['+46 1'] } as const;

let made: SampleStrongroom;
let room: SampleStrongroom;
beforeAll(async () => {
  made = await SampleStrongroom.make();
});
beforeEach(async () => {
  room = made.again();
  await room.sit(0);
});

const id = (kind: 'system' | 'contact') => makeId(kind, room.sample.random);
const later = <T>(act: () => T): Promise<T> => Promise.resolve().then(act);

/** A system and a contact, as they are stored. */
function stored() {
  const records = [SYSTEM, CONTACT].map((value) => ({ id: id(value.kind), kind: value.kind, value }));
  const { sealed } = writeDirectory(room.state, { records });
  return records.map((record, i) => ({ id: record.id, kind: record.kind, sealed: at(sealed, i) }));
}

describe('the directory’s records', () => {
  it('come out as they went in', () => expect(readDirectory(room.state, { records: stored() }).values).toEqual([SYSTEM, CONTACT]));

  it('say nothing to who has no key', () => {
    for (const { sealed } of stored()) expect(Buffer.from(sealed).toString('latin1')).not.toMatch(/Core routers|Mara/);
  });

  it('are read and written by nobody before a key has opened the directory', async () => {
    const records = stored();
    const { state } = made.again();
    await refused(
      later(() => readDirectory(state, { records })),
      'desk.closed',
    );
    await refused(
      later(() => readDirectory(state, { records: [] })),
      'desk.closed',
    );
    await refused(
      later(() => writeDirectory(state, { records: [] })),
      'desk.closed',
    );
  });

  it.each<[string, (records: ReturnType<typeof stored>) => object]>([
    ['with a flipped bit', ([first]) => ({ sealed: first?.sealed.map((byte, i) => (i === 60 ? byte ^ 1 : byte)) })],
    ['that is cut short', ([first]) => ({ sealed: first?.sealed.slice(0, -1) })],
    ['that is empty', () => ({ sealed: new Uint8Array(0) })],
    ['under another id', () => ({ id: id('system') })],
    ['as another kind', () => ({ kind: 'contact' })],
    ['with the contents of another', ([, second]) => ({ sealed: second?.sealed })],
  ])('one %s is not read, and hides no other', (_, spoil) => {
    const [first, second] = stored();
    const records = [{ ...at([first], 0), ...spoil([at([first], 0), at([second], 0)] as ReturnType<typeof stored>) }, at([second], 0)];
    expect(readDirectory(room.state, { records } as Parameters<typeof readDirectory>[1]).values).toEqual([null, CONTACT]);
  });

  it('of another key are not read', () => {
    const records = stored();
    room.state.directoryKey = new Uint8Array(32).fill(1);
    expect(readDirectory(room.state, { records }).values).toEqual([null, null]);
  });

  it.each<[string, object]>([
    ['with a field too many', { ...SYSTEM, password: 'x' }],
    ['with a field too few', { kind: 'system', name: 'x', owner: '' }],
    ['without a name', { ...SYSTEM, name: '' }],
    ['of an unknown kind', { ...SYSTEM, kind: 'person' }],
    ['that is nothing', {}],
  ])('are not written %s', async (_, value) => {
    const records = [{ id: id('system'), kind: 'system', value }] as const;
    await refused(
      later(() => writeDirectory(room.state, { records })),
      'format.malformed',
    );
  });

  it('are not written under an id of another kind', async () => {
    const records = [{ id: id('contact'), kind: 'system', value: SYSTEM }] as const;
    await refused(
      later(() => writeDirectory(room.state, { records })),
      'format.malformed',
    );
  });
});
