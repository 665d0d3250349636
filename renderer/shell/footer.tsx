import type { ReactNode } from 'react';
import { useView } from '../border/use-view.ts';
import { Icon } from '../kit/icon.tsx';
import { Sentence } from '../words/said.tsx';
import { t } from '../words/words.ts';
import { SyncStatus } from './sync-line.tsx';

/** Where the record stands, and which machine this is. */
export function Footer(): ReactNode {
  const { station, host } = useView();
  return (
    <footer className="foot">
      <Record />
      <p>
        <span>
          <Sentence
            k="shell.footer.station"
            values={{ name: station.name, host: host.name, key: t(`shell.footer.key.${host.logKeyIn}`) }}
          />
        </span>
      </p>
    </footer>
  );
}

/** While there is a collector to speak of, its line; it leads there. */
function Record(): ReactNode {
  const { log, sync } = useView();
  if (log !== null && sync !== null) return <SyncStatus sync={sync} entries={log.entries} />;
  return (
    <p>
      <Icon shape="log" />
      <span>
        <LogState />
      </span>
    </p>
  );
}

function LogState(): ReactNode {
  const { vault, founding, log } = useView();
  if (vault?.kind === 'practice') return <Sentence k="shell.footer.practice" />;
  if (vault === null && founding !== null) return <Sentence k="shell.footer.founding" />;
  if (log === null) return t('shell.footer.noVault');
  return (
    <>
      <Sentence k="shell.footer.log" values={{ count: log.entries }} />
      {log.unanchored > 0 ? ` ${t('shell.footer.unanchored', { count: log.unanchored })}` : null}
    </>
  );
}
