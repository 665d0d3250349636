import type { ReactNode } from 'react';
import type { Summary } from '../../console/answers.ts';
import type { PagePlace } from '../border/place.ts';
import { AlertsRoom } from './alerts.tsx';
import { IncidentRoom } from './incident.tsx';
import { OwnRoom } from './own.tsx';
import { PeopleRoom } from './people.tsx';
import { StationRoom } from './station.tsx';
import { StationsRoom } from './stations.tsx';
import { TimelineRoom } from './timeline.tsx';

/** The room of a place; a link that was used is no place any more. */
export function roomAt(place: PagePlace, summary: Summary | null): ReactNode {
  switch (place.room) {
    case 'alerts':
      return <AlertsRoom summary={summary} />;
    case 'stations':
      return <StationsRoom summary={summary} />;
    case 'people':
      return <PeopleRoom />;
    case 'own':
      return <OwnRoom />;
    case 'incident':
      return <IncidentRoom cer={place.cer} />;
    case 'station':
      return <StationRoom key={place.log} log={place.log} part={place.part} />;
    default:
      return <TimelineRoom />;
  }
}
