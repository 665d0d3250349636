import { describe, expect, it } from 'vitest';
import { roomOf } from '../../build/rooms/room-of.ts';
import { wrongName } from '../../build/rooms/wrong-name.ts';
import { wrongRoom } from '../../build/rooms/wrong-room.ts';
import { roomTable } from '../../build/rooms.ts';

/** What the table of this project says of one import, or null. */
function refusal(file: string, to: string, kind: 'value' | 'type' = 'value'): string | null {
  const room = roomOf(file, roomTable);
  const toRoom = roomOf(to, roomTable);
  if (room === null || toRoom === null) throw new Error(`${file} or ${to} lies in no room`);
  return wrongRoom(room, { specifier: `./${to}`, kind }, { path: to, room: toRoom }, roomTable);
}

describe('the table of this project', () => {
  it.each([
    ['a part and a screen', 'renderer/kit/button.tsx', 'renderer/opened/opened-screen.tsx'],
    ['a screen and what is inside another', 'renderer/declare/declare-screen.tsx', 'renderer/opened/use-shown.ts'],
    ['the exchange and the open window', 'core/sync/round-scheduler.ts', 'core/unseal/open-window.ts'],
    ['a feed and what takes entries in', 'collector/sinks/deliver.ts', 'collector/ingest/add-entries.ts'],
    ['the strongroom and the store', 'core/strongroom/main.ts', 'core/store/file/vault-file.ts'],
    ['the screens and the engine', 'renderer/app.tsx', 'core/engine/wiring.ts'],
    ['a feature and the wiring', 'core/desk/desk.ts', 'core/engine/wiring.ts'],
    ['the formats and the engine', 'shared/format/share.ts', 'core/session/session.ts'],
  ])('holds %s apart, for values and for types', (_what, file, to) => {
    expect(refusal(file, to)).toMatch(/may import|no door/);
    expect(refusal(file, to, 'type')).toMatch(/may import|no door/);
  });

  it.each([
    ['core/strongroom/shares.ts', 'node:net'],
    ['core/strongroom/shares.ts', 'node:https'],
    ['core/vault/open-vault.ts', 'node:https'],
    ['core/unseal/requests.ts', 'node:http'],
    ['core/unseal/requests.ts', 'node:dns/promises'],
    ['cli/verify.ts', 'node:tls'],
  ])('keeps the network out of %s (%s)', (file, name) => {
    expect(wrongName(file, roomOf(file, roomTable) ?? '', name, 'value', roomTable)).toMatch(/may import\.$/);
  });

  it('lets the exchange with the collector have it', () => {
    expect(wrongName('core/sync/pinned-socket.ts', 'core/sync', 'node:tls', 'value', roomTable)).toBeNull();
  });
});
