/** In which order the page shows what several stations wrote, and what it says that rests on. */
import { describe, expect, it } from 'vitest';
import type { EventLine } from '../../../../collector/console/answers.ts';
import { entryOfLeaf, entrySentence } from '../../../../collector/page/parts/entry-words.ts';
import { ordered } from '../../../../collector/page/parts/order.ts';
import { fromUtf8 } from '../../../../shared/base/bytes.ts';
import { jcs } from '../../../../shared/log/leaf/jcs.ts';
import { sampleLog } from '../../../harness/log/sample-log.ts';

const BEGIN = 1_764_034_000_000;
const template = JSON.parse(fromUtf8(sampleLog().leaves[1] ?? new Uint8Array())) as Record<string, unknown>;

/** An entry of log `log` at `wall` minutes, received `late` minutes later, which knows of a receipt of minute `floor`. */
function line(log: string, seq: number, wall: number, { late = 0, floor }: { late?: number; floor?: number } = {}): EventLine {
  const at = BEGIN + wall * 60_000;
  const t = {
    err: null,
    floor: floor === undefined ? null : { size: 1, time: BEGIN / 1_000 + floor * 60 },
    mono: 1,
    q: 'unknown',
    src: 'os',
  };
  const leaf = jcs({ ...template, log: `halligan.localhost/v_a/${log}/1`, seq, t: { ...t, wall: new Date(at).toISOString() } });
  return { pos: 0, log, station: log, seq, hash: `${log}${seq}`, wall: at, received_at: at + late * 60_000, leaf, said: {} };
}

const shown = (rows: readonly EventLine[]) => ordered(rows).map(({ row, basis }) => `${row.log}${row.seq} ${basis}`);

describe('the entries of one incident', () => {
  it('of one log keep its order, whatever its clock says', () => {
    expect(shown([line('a', 2, 1), line('a', 1, 9), line('a', 3, 5)])).toEqual(['a1 log', 'a2 log', 'a3 log']);
  });

  it('of two logs go by the clocks, and say so', () => {
    expect(shown([line('b', 1, 3), line('a', 1, 1), line('a', 2, 5)])).toEqual(['a1 log', 'b1 clock', 'a2 clock']);
  });

  it('go by a receipt that stands between them, against a clock that is wrong', () => {
    const early = line('a', 1, 20, { late: -15 });
    const later = line('b', 1, 10, { floor: 8 });
    expect(shown([later, early])).toEqual(['a1 log', 'b1 receipt']);
  });

  it('are not proven by a receipt of before', () => {
    expect(shown([line('a', 1, 1, { late: 9 }), line('b', 1, 2, { floor: 3 })])).toEqual(['a1 log', 'b1 clock']);
  });
});

describe('an entry in words', () => {
  const declared = fromUtf8(sampleLog().leaves[2] ?? new Uint8Array());

  it('names people by what stands in the leaf, and says that words were not uploaded', () => {
    const text = entrySentence(entryOfLeaf(declared), {})
      .map((part) => part.text)
      .join('');
    expect(text).toContain('Member m_mara declared INC-4471');
    expect(text).toContain('“the words stay at the station”');
  });

  it('has the words that were', () => {
    expect(
      entrySentence(entryOfLeaf(declared), { reason: 'Core routers are down' })
        .map((part) => part.text)
        .join(''),
    ).toContain('Core routers are down');
  });

  it('of a newer version says just that', () => {
    expect(entryOfLeaf('{"v":2}')).toBeNull();
    expect(entrySentence(null, {})[0]?.text).toContain('newer version');
  });
});
