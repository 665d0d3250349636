/** Which screen is drawn: a function of the snapshot and of where the person is. Each room has one line here. */
import type { ReactNode } from 'react';
import type { View } from '../shared/contract/view.ts';
import type { Nav } from './shell/room.ts';
import { Screen } from './shell/screen.tsx';

export function screenOf(_view: View, nav: Nav): ReactNode {
  return <Screen id={nav.room}>{null}</Screen>;
}
