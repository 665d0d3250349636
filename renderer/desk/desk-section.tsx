import './desk.css';
import { type ReactNode, useState } from 'react';
import { useView } from '../border/use-view.ts';
import { DepositForm } from './deposit-form.tsx';
import { Directory } from './directory.tsx';
import { ImportCsv } from './import-csv.tsx';
import type { DeskPlace } from './place.ts';
import { SitDown } from './sit-down.tsx';

const HOME: DeskPlace = { at: 'directory' };

/** The directory room: sit down with a key, then search, deposit, replace, import. */
export function DeskSection(): ReactNode {
  const { desk } = useView();
  const [place, setPlace] = useState<DeskPlace>(HOME);
  if (desk === null) return <SitDown />;
  switch (place.at) {
    case 'directory':
      return <Directory desk={desk} onGo={setPlace} />;
    case 'import':
      return <ImportCsv onLeave={() => setPlace(HOME)} />;
    case 'deposit':
      return (
        // Another deposit is another form: nothing that was typed into the last one is left.
        <DepositForm
          key={place.form}
          replaces={place.replaces}
          onLeave={() => setPlace(HOME)}
          onAnother={() => setPlace({ at: 'deposit', replaces: null, form: place.form + 1 })}
        />
      );
  }
}
