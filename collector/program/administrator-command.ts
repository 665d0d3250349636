/** A link for an administrator, made at the shell: the person who runs the collector has its keys, and may choose its administrators. */
import { toIso } from '../../shared/base/instant.ts';
import { printable } from '../../shared/log/verify/printable.ts';
import { administratorLink, type FirstLink } from '../console/invitations.ts';
import { people } from '../console/people.ts';
import type { Collector } from '../ground/collector.ts';
import type { Config } from './config-schema.ts';
import { pageOrigin } from './start-collector.ts';
import { shellAccount } from './station-commands.ts';
import { Stop } from './stop.ts';

/** What a start says of the first administrator. Only a hash of a link is kept: one that was given out cannot be said again. */
export function firstLinkLines({ link, givenAt }: FirstLink): readonly string[] {
  if (link !== null) return [`The first administrator opens this link within 24 hours, once: ${link}`];
  if (givenAt === null) return [];
  const minute = toIso(givenAt).slice(0, 16).replace('T', ' ');
  return [
    `The first administrator's link was given out at ${minute} UTC and is still good. Where it is lost, \`halligan-collector administrator\``,
    'makes another.',
  ];
}

export async function administratorCommand(collector: Collector, { reader }: Config): Promise<string> {
  if (reader.origin === undefined && reader.port === 0)
    throw new Stop('The page has another port at each start: name the one that it has now with --reader HOST:PORT.');
  const names = (await people(collector.db)).flatMap(({ role, name, removed_at }) =>
    role === 'administrator' && removed_at === null ? [printable(name)] : [],
  );
  const link = await administratorLink(collector, pageOrigin(reader), shellAccount());
  const beside =
    names.length === 0
      ? 'Nobody is an administrator yet.'
      : `Administrators stay as they are (${names.join(', ')}): one who lost the passkey is removed on the page, under People.`;
  return [
    `Link: ${link}`,
    'Whoever opens it within 24 hours, once, registers a passkey and is an administrator. A link that was given out here before is good no',
    `longer. ${beside}`,
    'This is written to the log of the collector, with the account that runs the command.',
  ].join('\n');
}
