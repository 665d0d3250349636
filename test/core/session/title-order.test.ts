import fc from 'fast-check';
import { expect, it } from 'vitest';
import { TitleOrder } from '../../../core/session/title-order.ts';

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
const word = fc.constantFrom('Router 2', 'router 10', 'Östervik', 'osterVik', 'Console', '', 'console 1');
const entry = fc.record({ system: word, title: word });

it('is at any moment the order of everything that was added, whenever it was asked for', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(entry, fc.boolean()), { maxLength: 60 }), (steps) => {
      const order = new TitleOrder();
      const all: { id: string; system: string; title: string }[] = [];
      for (const [{ system, title }, ask] of steps) {
        const one = { id: `c_${all.length}`, system, title };
        all.push(one);
        order.add(one);
        if (ask) order.all();
      }
      const [first] = all;
      if (first !== undefined) {
        const renamed = { ...first, title: 'Renamed' };
        order.replace(first, renamed);
        all[0] = renamed;
      }
      const expected = all.toSorted(
        (a, b) => collator.compare(a.system, b.system) || collator.compare(a.title, b.title) || (a.id < b.id ? -1 : 1),
      );
      expect(order.all()).toEqual(expected);
    }),
  );
});

it('costs a merge, not a sort, when a batch comes in', () => {
  const order = new TitleOrder();
  for (let i = 0; i < 10_000; i++) order.add({ id: `c_${i}`, system: `System ${(i * 7919) % 500}`, title: `Title ${i}` });
  order.all();
  let asked = 0;
  const plain = { id: 'c_x', system: 'System 250', title: 'Title 5' };
  const get = (of: typeof plain, key: PropertyKey): unknown => {
    asked += 1;
    return Reflect.get(of, key);
  };
  const counted = new Proxy(plain, { get });
  order.add(counted);
  expect(order.all()).toHaveLength(10_001);
  // One comparison reads at most three names of it, and a merge makes no more than one for each title.
  expect(asked).toBeLessThanOrEqual(3 * 10_000);
});
