import type { ReactNode } from 'react';
import { Button } from '../../../renderer/kit/button.tsx';
import { Facts } from '../../../renderer/kit/facts.tsx';
import { Sheet } from '../../../renderer/kit/sheet.tsx';
import { toIso } from '../../../shared/base/instant.ts';
import type { EventLine } from '../../console/answers.ts';
import { pageWords } from '../words/words.ts';
import { entryOfLeaf } from './entry-words.ts';
import { EntrySentence } from './sentence.tsx';
import { Late } from './when.tsx';

/** One entry whole: its facts, and the bytes that were hashed. */
export function EntrySheet({ row, onLeave }: { readonly row: EventLine; readonly onLeave: () => void }): ReactNode {
  const entry = entryOfLeaf(row.leaf);
  const { facts } = pageWords.station;
  const said = Object.entries(row.said);
  const who = entry?.who.map(({ id, am }) => (am.length === 0 ? id : `${id} (${am.join(', ')})`)).join(', ') ?? '';
  return (
    <Sheet title={pageWords.station.entry(row.seq)} onLeave={onLeave}>
      <p>
        <EntrySentence leaf={row.leaf} said={row.said} />
      </p>
      <Late wall={row.wall} receivedAt={row.received_at} />
      <Facts
        facts={[
          entry === null ? null : { name: facts.act, value: entry.ph === 'single' ? entry.act : `${entry.act}, ${entry.ph}` },
          { name: facts.happened, value: toIso(row.wall) },
          { name: facts.arrived, value: toIso(row.received_at) },
          { name: facts.who, value: who === '' ? pageWords.station.nobody : who },
          entry?.inc == null ? null : { name: facts.incident, value: entry.inc },
          {
            name: facts.words,
            value: said.length === 0 ? pageWords.station.noWords : said.map(([path, value]) => `${path}: “${value}”`).join(' '),
          },
          { name: facts.hash, value: <span className="mono">{row.hash}</span> },
        ]}
      />
      <h3>{pageWords.station.raw}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard */}
      <pre className="raw mono" tabIndex={0}>
        {row.leaf}
      </pre>
      <Button onPress={onLeave}>{pageWords.done}</Button>
    </Sheet>
  );
}
