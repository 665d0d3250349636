import { expect, it } from 'vitest';
import { SeenTitles } from '../../../core/session/seen-titles.ts';
import type { EntryDraft } from '../../../shared/log/leaf/entry-draft.ts';
import { tempFolder } from '../../harness/base/temp-folder.ts';
import { newLog } from '../../harness/log/test-vault.ts';

const hide = (id: string, title: string | null): EntryDraft => ({
  act: 'item.hide',
  out: 'ok',
  obj: { k: 'credential', id },
  say: title === null ? {} : { title, system: 'Core routers' },
});
const other: EntryDraft = { act: 'app.start', out: 'ok' };

it('finds the last title of what was seen, reads no further than that, and nothing twice', () => {
  using folder = tempFolder();
  const { file, log } = newLog(folder.path);
  const entries: EntryDraft[] = [
    hide('c_old', 'Old'),
    ...Array<EntryDraft>(200).fill(other),
    hide('c_new', 'Before'),
    hide('c_erased', null),
  ];
  log.commit({ entries: [...entries, other, hide('c_new', 'Renamed'), other] });
  let read = 0;
  const counting = {
    *newestFirst(origin: string, below?: number) {
      for (const stored of file.entries.newestFirst(origin, below)) {
        read += 1;
        yield stored;
      }
      return undefined;
    },
  };
  const seen = new SeenTitles(counting, log.origin);
  expect(seen.of('c_new')).toEqual({ title: 'Renamed', system: 'Core routers' });
  expect(read).toBe(2);
  expect(seen.of('c_new')).toEqual({ title: 'Renamed', system: 'Core routers' });
  expect(read).toBe(2);
  expect(seen.of('c_old')).toEqual({ title: 'Old', system: 'Core routers' });
  expect(seen.of('c_erased')).toBeNull();
  expect(seen.of('c_erased')).toBeNull();
  expect(read).toBe(log.size);
  seen.note('c_erased', { title: 'Seen now', system: '' });
  expect(seen.of('c_erased')?.title).toBe('Seen now');
  file.close();
});
