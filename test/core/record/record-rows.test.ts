import { afterAll, beforeAll, expect, it } from 'vitest';
import { RecordRows } from '../../../core/record/record-rows.ts';
import { Session } from '../../../core/session/session.ts';
import { StrongroomKeeper } from '../../../core/session/strongroom-keeper.ts';
import type { VaultFile } from '../../../core/store/file/vault-file.ts';
import { tempFolder } from '../../harness/base/temp-folder.ts';
import { newLog } from '../../harness/log/test-vault.ts';

const ENTRIES = 1_000;
const folder = tempFolder();
let file: VaultFile;
/** Nothing here opens a key. */
const noStrongroom = new StrongroomKeeper(
  () => {
    throw new Error('no strongroom is needed');
  },
  () => undefined,
);

let session: Session;

beforeAll(() => {
  const made = newLog(folder.path);
  const { log } = made;
  file = made.file;
  session = new Session({ file, log, strongroom: noStrongroom }, null, null);
  log.commit({
    entries: Array.from({ length: ENTRIES }, (_, n) => ({
      act: 'closing.close',
      out: 'ok',
      inc: `INC-${n % 7}`,
      d: { n },
      say: { incident: `Use ${n}` },
    })),
  });
});
afterAll(() => {
  file.close();
  folder[Symbol.dispose]();
});

const seqs = async (rows: RecordRows) => (await rows.newestFirst(() => true)).map(({ row }) => row.seq);
const descending = (size: number) => Array.from({ length: size }, (_, i) => size - 1 - i);

it('has every entry once, the newest first, however many slices it takes', async () => {
  const rows = new RecordRows(session);
  expect(await seqs(rows)).toEqual(descending(session.log.size));
  const [newest] = await rows.newestFirst(() => true);
  expect(newest).toMatchObject({
    row: { act: 'closing.close', incident: `Use ${ENTRIES - 1}`, facts: { n: ENTRIES - 1 } },
    incidentReference: 'INC-5',
  });
});

it('lets others write between its slices, and has what they wrote the next time', async () => {
  const rows = new RecordRows(session);
  const reading = seqs(rows);
  await new Promise(setImmediate);
  const before = session.log.size;
  session.write([{ act: 'log.export', out: 'ok' }]);
  expect(await reading).toEqual(descending(before));
  expect(await Promise.all([seqs(rows), seqs(rows)])).toEqual([descending(before + 1), descending(before + 1)]);
});

it('reads no entry a second time', async () => {
  const rows = new RecordRows(session);
  const [first, ...others] = await rows.newestFirst(() => true);
  session.write([{ act: 'log.export', out: 'ok' }]);
  const again = await rows.newestFirst(() => true);
  expect(again[1]).toBe(first);
  expect(again.at(-1)).toBe(others.at(-1));
});

it('ends with a refusal when the vault is closed meanwhile', async () => {
  let asked = 0;
  const closing = new RecordRows(session).newestFirst(() => ++asked < 2);
  await expect(closing).rejects.toMatchObject({ code: 'vault.none_open' });
});
