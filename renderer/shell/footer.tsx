import type { ReactNode } from 'react';
import { useView } from '../border/use-view.ts';
import { Icon } from '../kit/icon.tsx';
import { Said } from '../words/said.tsx';
import { say } from '../words/words.ts';

/** Where the record stands, and which machine this is. */
export function Footer(): ReactNode {
  const { station, host } = useView();
  return (
    <footer className="foot">
      <p>
        <Icon shape="log" />
        <span>
          <LogState />
        </span>
      </p>
      <p>
        <span>
          <Said k="shell.footer.station" values={{ name: station.name, host: host.name, key: say(`shell.footer.key.${host.logKeyIn}`) }} />
        </span>
      </p>
    </footer>
  );
}

function LogState(): ReactNode {
  const { vault, founding, log } = useView();
  if (vault?.kind === 'practice') return <Said k="shell.footer.practice" />;
  if (vault === null && founding !== null) return <Said k="shell.footer.founding" />;
  if (log === null) return say('shell.footer.noVault');
  return (
    <>
      <Said k="shell.footer.log" values={{ count: log.entries }} />
      {log.unanchored > 0 ? ` ${say('shell.footer.unanchored', { count: log.unanchored })}` : null}
    </>
  );
}
